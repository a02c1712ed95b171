import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClusterPlaces } from "./cluster-places.ts";

/** The file in which a restore leaves the moment to which the server shall recover. */
export const momentFile = "recovery-moment";

/** What the shop's server is told at each start; where a restore asked for it, also how far to recover. */
export function serverSettings({ archive, live }: ClusterPlaces, port: number): string {
  const kept = `${archive}/%f`;
  const recovers = existsSync(join(live, "recovery.signal"));
  return `${[
    `port = ${port}`,
    "listen_addresses = '127.0.0.1'",
    "unix_socket_directories = ''",
    "max_connections = 60",
    "shared_buffers = '32MB'",
    "checkpoint_timeout = '15min'",
    "max_wal_size = '64MB'",
    "min_wal_size = '8MB'",
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    "wal_level = replica",
    // Off, so that the server counts as up only once a recovery is over.
    "hot_standby = off",
    "archive_mode = on",
    // The same segment may come twice after a recovery; another one of the same name is never overwritten.
    `archive_command = ${quoted(`if test -f "${kept}"; then cmp -s "%p" "${kept}"; else cp "%p" "${kept}.part" && mv "${kept}.part" "${kept}"; fi`)}`,
    `restore_command = ${quoted(`cp "${kept}" "%p"`)}`,
    ...(recovers
      ? [
          `recovery_target_time = ${quoted(readFileSync(join(live, momentFile), "utf8").trim())}`,
          "recovery_target_inclusive = on",
          "recovery_target_action = promote",
        ]
      : []),
  ].join("\n")}\n`;
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

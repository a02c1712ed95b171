import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { withClient } from "#scripts/postgres/roles.ts";
import { journeyDatabase, processOf } from "#scripts/testing/console-for-journeys.ts";
import { isAlive } from "./processes.ts";

/** Ends the worker as a crash would, and gives the number it had. */
export function killWorker(): number {
  const worker = processOf("worker");
  process.kill(worker, "SIGKILL");
  return worker;
}

/** Takes Postgres away without a goodbye, as `pg_ctl stop -m immediate` does; the console brings it back by itself. */
export async function crashDatabase(): Promise<void> {
  const { superuser } = await journeyDatabase();
  const folder = await withClient(superuser, async (client) => {
    const { rows } = await client.query<{ data_directory: string }>("show data_directory");
    return rows[0]?.data_directory ?? "";
  });
  const postmaster = Number(readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n")[0]);
  process.kill(postmaster, "SIGQUIT");
  await expect.poll(() => isAlive(postmaster)).toBe(false);
}

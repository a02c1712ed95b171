import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export type Account = { name: string; uid: number; gid: number };

/**
 * The account that Postgres runs as: our own, except that Postgres refuses root,
 * so root lends it a system account.
 */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const wanted of ["postgres", "nobody"]) {
    const [name, , uid, gid] = lines.find((line) => line.startsWith(`${wanted}:`))?.split(":") ?? [];
    if (name && uid && gid) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    "Postgres does not run as root and this system has neither a postgres nor a nobody account.",
  );
}

/** Whether the account gets through every folder on the way, asked of the system rather than computed. */
export function canReach(account: Account, path: string, need: "read" | "execute"): boolean {
  const test = need === "execute" ? 'test -x "$1"' : 'test -r "$1"';
  const { uid, gid } = account;
  return spawnSync("/bin/sh", ["-c", test, "sh", path], { uid, gid, stdio: "ignore", cwd: "/" }).status === 0;
}

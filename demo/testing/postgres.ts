import { execFile } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { listen } from "../process/kept-port.ts";
import { reachablePrograms, serverOwner } from "../process/postgres-programs.ts";

const run = promisify(execFile);

export type TestPostgres = { url: string; restart: () => Promise<void>; stop: () => Promise<void> };

/** A real server in a temporary folder; it refuses to run as root, so there a system user owns it. */
export async function startPostgres(): Promise<TestPostgres> {
  const home = mkdtempSync(join(tmpdir(), "shop-postgres-"));
  chmodSync(home, 0o755);
  const owner = serverOwner();
  const bin = await reachablePrograms(home, owner);
  const cluster = join(home, "cluster");
  mkdirSync(cluster, { mode: 0o700 });
  if (owner) chownSync(cluster, owner.uid, owner.gid);
  const env = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" } as unknown as NodeJS.ProcessEnv;
  const as = { ...owner, cwd: "/", env };
  await run(join(bin, "initdb"), ["-D", cluster, "-U", "postgres", "--auth=trust", "--no-sync"], as);
  const port = await freePort();
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`;
  const log = join(cluster, "server.log");
  const pgCtl = (...words: string[]) => run(join(bin, "pg_ctl"), [...words, "-w", "-D", cluster], as);
  const start = () => pgCtl("start", "-l", log, "-o", options);
  await start();
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/shop`,
    restart: async () => {
      await pgCtl("stop", "-m", "immediate");
      await start();
    },
    stop: async () => {
      await pgCtl("stop", "-m", "immediate");
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

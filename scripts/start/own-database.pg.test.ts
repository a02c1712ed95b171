import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freePort } from "#scripts/process/free-port.ts";
import { run } from "#scripts/process/run.ts";
import { root } from "#scripts/root.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "own-database-"));
  database = await testDatabase();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function start(addresses: Record<string, string>) {
  const { code, output } = await run(process.execPath, ["start.mjs"], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: String(await freePort()),
      HOLDPOINT_DATA_DIR: folder,
      HOLDPOINT_SECRET: "a secret of thirty-two characters",
      DATABASE_URL: database.app,
      WORKER_DATABASE_URL: database.worker,
      MIGRATE_DATABASE_URL: database.migrator,
      ...addresses,
    },
    timeoutSeconds: 30,
  });
  return { code, lastWords: output.trim().split("\n").at(-1) };
}

it("a start on a database of one's own is refused where the console's role owns the log", async () => {
  expect(await start({ DATABASE_URL: database.migrator })).toEqual({
    code: 1,
    lastWords: expect.stringMatching(/^The database role of this address could alter the log \(it owns /),
  });
});

it("a start on an address where no database answers ends in a sentence without the password", async () => {
  const { code, lastWords } = await start({
    MIGRATE_DATABASE_URL: "postgresql://holdpoint_migrator:hunter2-hunter2@127.0.0.1:1/none",
  });
  expect(code).toBe(1);
  expect(lastWords).toMatch(/^MIGRATE_DATABASE_URL does not lead to a database: .*ECONNREFUSED/);
  expect(lastWords).not.toContain("hunter2");
});

import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { testDatabase } from "#scripts/testing/database.ts";
import { startWorker } from "./testing/running-worker.ts";

const folder = mkdtempSync(join(tmpdir(), "worker-key-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("two workers that start at once make one signing key in the data folder, for its owner alone, and keep it later", async () => {
  const { worker: address } = await testDatabase();
  const file = join(folder, "signing-key.pem");
  const env = { WORKER_DATABASE_URL: address, HOLDPOINT_DATA_DIR: folder };
  const workers = await Promise.all([startWorker(env), startWorker(env)]);
  const made = readFileSync(file, "utf8");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  for (const worker of workers) await worker.stop();
  await (await startWorker(env)).stop();
  expect(readFileSync(file, "utf8")).toBe(made);
});

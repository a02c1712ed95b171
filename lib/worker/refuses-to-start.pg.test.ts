import { expect, it } from "vitest";
import { run } from "#scripts/process/run.ts";
import { root } from "#scripts/root.ts";
import { testDatabase } from "#scripts/testing/database.ts";

it("a worker whose database role could alter the log says so and does not start", async () => {
  const { migrator } = await testDatabase();
  const env = { PATH: process.env.PATH, WORKER_DATABASE_URL: migrator };
  const { code, output } = await run(process.execPath, ["lib/worker/main.ts"], { cwd: root, env });
  expect(code).toBe(1);
  expect(output).toMatch(/could alter the log \(it owns .* role holdpoint_app or holdpoint_worker/);
});

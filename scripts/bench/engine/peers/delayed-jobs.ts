import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { until } from "#lib/worker/testing/until.ts";
import { asSuperuser, type BenchStage } from "../stage.ts";

const program = fileURLToPath(new URL("./delayed-jobs-runner.ts", import.meta.url));
const aheadMs = 1_500;

type Wanted = { jobs: number; overMs: number; pollMs: number };

/** How late each of the delayed jobs began, in ms by the database's time, with two processes that poll for them. */
export async function lateJobs(stage: BenchStage, { jobs, overMs, pollMs }: Wanted): Promise<number[]> {
  const runners = await Promise.all([startRunner(stage, pollMs), startRunner(stage, pollMs)]);
  try {
    return await asSuperuser(stage, async (query) => {
      await query("CREATE TABLE IF NOT EXISTS bench_late (late float8)");
      await query("TRUNCATE bench_late");
      await query(
        `SELECT peer_queue.add_job('late', json_build_object('at', at), run_at := at)
        FROM (SELECT clock_timestamp() + ($1 + $2 * n / $3) * interval '1 millisecond' AS at
          FROM generate_series(0, $3 - 1) n) due`,
        [aheadMs, overMs, jobs],
      );
      const found = async () =>
        (await query("SELECT late FROM bench_late")).rows.map(({ late }) => Number(late));
      await until("every delayed job has begun", async () => (await found()).length === jobs, found, 60_000);
      return found();
    });
  } finally {
    await Promise.all(runners.map((stop) => stop()));
  }
}

async function startRunner(stage: BenchStage, pollMs: number): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program], {
    env: { ...process.env, QUEUE_URL: stage.superuser, POLL_MS: String(pollMs) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return async () => {
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  };
}

import { declared, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { endWorkers, startWorker } from "#lib/worker/testing/running-worker.ts";
import { until } from "#lib/worker/testing/until.ts";
import { type Figure, quantile } from "../measure.ts";
import { lateJobs } from "./peers/delayed-jobs.ts";
import { inTurn } from "./rounds.ts";
import { asSuperuser, type BenchStage } from "./stage.ts";

const clocks = 100;
const overMs = 8_000;
/** So long before the first deadline that all are declared by then; longer where that was not enough. */
let aheadMs = 12_000;
const rounds = 5;

/** How late each deadline of the round was recorded as breached, by the database's time; in ms. */
async function lateness(stage: BenchStage): Promise<number[]> {
  const start = Date.parse(await databaseNow()) + aheadMs;
  const references: string[] = [];
  for (let number = 0; number < clocks; number += 1) {
    const dueAt = new Date(start + (overMs * number) / clocks).toISOString();
    // The first notice of this protocol is owed a quarter of an hour after the identification.
    const draft = await serviceV3(
      { ...stage, freeEnvironment: () => "production" },
      { identifiedAt: minutesAfter(dueAt, -15, 1) },
    );
    references.push(await declared(stage, draft));
  }
  if (Date.parse(await databaseNow()) > start) {
    aheadMs *= 2;
    return lateness(stage);
  }
  const fired = () =>
    asSuperuser(stage, async (query) => {
      const { rows } = await query(
        `SELECT extract(epoch FROM recorded_at - (facts::json->>'dueAt')::timestamptz)::float8 * 1000 AS late
        FROM "LogEntry" WHERE stream = ANY($1) AND header::json->>'type' = 'ClockBreached'
          AND facts::json->>'clock' = 'initial-notice'`,
        [references],
      );
      return rows.map(({ late }) => Number(late));
    });
  await until(
    "every clock is past due",
    async () => (await fired()).length === clocks,
    fired,
    aheadMs + 60_000,
  );
  return fired();
}

const p99 = (values: number[]) => quantile(values, 0.99);

/** How late a deadline fires, with two workers, beside delayed jobs of a queue that is polled by two processes. */
export async function benchClocks(stage: BenchStage): Promise<Figure[]> {
  const env = { WORKER_DATABASE_URL: stage.addresses.worker };
  await Promise.all([startWorker(env), startWorker(env)]);
  const peer = (pollMs: number) => async () => p99(await lateJobs(stage, { jobs: clocks, overMs, pollMs }));
  try {
    const found = await inTurn(rounds, {
      ours: async () => p99(await lateness(stage)),
      polled: peer(2_000),
      polledOften: peer(100),
    });
    const beside = (what: string, side: keyof typeof found, bound: number): Figure => ({
      what: `lateness of a due clock, p99 of ${clocks} over ${overMs / 1_000} s`,
      unit: "ms",
      ...found.ours,
      beside: { what, value: found[side].value },
      target: { of: "ratio", is: "at most", bound },
    });
    return [
      beside("a graphile-worker delayed job, polled every 2 s", "polled", 0.02),
      beside("a graphile-worker delayed job, polled every 100 ms", "polledOften", 0.1),
    ];
  } finally {
    await endWorkers();
  }
}

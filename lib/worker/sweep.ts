import { doubtStep } from "#lib/commands/rollback/doubt-step.ts";
import { beat } from "#lib/store/heartbeats.ts";
import { enqueue } from "#lib/store/jobs.ts";
import { expiredLeases, type RunLease, releaseLease } from "#lib/store/leases.ts";
import { idleRuns, waitingDeliveries } from "#lib/store/sweep.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { asWorker, type Worker } from "./context.ts";
import { log } from "./log.ts";
import { version } from "./version.ts";

const everyMs = 2_000;
const lostDeliverySeconds = 60;

/** Looks every two seconds for what a crash or a lost job left behind, and says that this worker lives. */
export function startSweep(worker: Worker): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  const turn = () => {
    current = sweep(worker)
      .catch((error: unknown) => log.warn({ error: String(error) }, "the sweep failed; trying again"))
      .finally(() => {
        if (!worker.stopping.aborted) timer = setTimeout(turn, everyMs);
      });
  };
  turn();
  return async () => {
    clearTimeout(timer);
    await current;
  };
}

async function sweep(worker: Worker): Promise<void> {
  await beat(worker.id, version);
  for (const lease of await expiredLeases()) await doubt(worker, lease);
  await withTransaction(async (tx) => {
    for (const { reference, run } of await idleRuns(tx)) {
      await enqueue(tx, {
        task: "advance",
        payload: { reference, run },
        jobKey: `advance:${run}`,
        maxAttempts: 25,
      });
    }
    for (const waiting of await waitingDeliveries(lostDeliverySeconds, tx)) {
      await enqueue(tx, {
        task: "deliver",
        payload: waiting,
        jobKey: `deliver:${waiting.delivery}`,
        maxAttempts: 12,
      });
    }
  });
}

/** Intent without outcome: the run says so and asks. A lease that covered no started step is only given back. */
async function doubt(worker: Worker, lease: RunLease): Promise<void> {
  const { incident: reference, runId: run, step, attempt, epoch, leaseUntil: lastHeardAt } = lease;
  const key = `doubt:${run}:${step}:${attempt}:${epoch}`;
  const outcome = await doubtStep(asWorker(worker, key), {
    reference,
    run,
    step,
    attempt,
    epoch,
    lastHeardAt,
  });
  if (outcome.ok) await withTransaction((tx) => releaseLease(tx, run, epoch));
  else log.error({ run, step, refusal: outcome.refusal.message }, "a doubt could not be recorded");
}

import { startStep } from "#lib/commands/rollback/start-step.ts";
import type { RunState } from "#lib/domain/incident/state.ts";
import { findRun, nextStep } from "#lib/domain/rollback/run.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { enqueue } from "#lib/store/jobs.ts";
import { type RunLease, releaseLease, takeLease } from "#lib/store/leases.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { asWorker, type Worker } from "./context.ts";
import { leaseSeconds } from "./lease-keeper.ts";
import { log } from "./log.ts";
import { runStep } from "./run-step.ts";

/** Brings a run as far as it goes: lease, intent, command, outcome, and on to the next step while there is one. */
export async function advance(
  worker: Worker,
  { reference, run: id }: { reference: string; run: string },
): Promise<void> {
  while (!worker.stopping.aborted) {
    const run = await readRun(reference, id);
    const step = run === null ? null : nextStep(run);
    if (run === null || step === null) return;
    const wanted = {
      runId: id,
      incident: reference,
      step: step.id,
      attempt: step.attempt + 1,
      worker: worker.id,
      seconds: leaseSeconds,
    };
    const lease = await withTransaction((tx) => takeLease(tx, wanted));
    if (lease === null) return comeBack(reference, id);
    try {
      if (!(await begin(worker, reference, lease))) return;
    } finally {
      await withTransaction((tx) => releaseLease(tx, id, lease.epoch));
    }
  }
}

/** Another worker is between an outcome and giving its lease back, or was lost: look again soon. */
async function comeBack(reference: string, run: string): Promise<void> {
  const runAt = new Date(Date.now() + 1_000).toISOString();
  await withTransaction((tx) =>
    enqueue(tx, {
      task: "advance",
      payload: { reference, run },
      jobKey: `advance:${run}`,
      runAt,
      maxAttempts: 25,
    }),
  );
}

/** Commits the intent under the lease's epoch, then runs what was committed; false when there was nothing to begin. */
async function begin(worker: Worker, reference: string, lease: RunLease): Promise<boolean> {
  const { runId, epoch } = lease;
  const key = `start-step:${runId}:${epoch}`;
  const started = await startStep(asWorker(worker, key), { reference, run: runId, worker: worker.id, epoch });
  if (!started.ok) {
    log.error({ reference, run: runId, refusal: started.refusal.message }, "a step could not be started");
    return false;
  }
  const run = await readRun(reference, runId);
  const step = run?.steps.find((one) => one.status === "running" && one.epoch === epoch);
  if (run === null || step === undefined) return false;
  await runStep(worker, { reference, run, step, epoch });
  return true;
}

async function readRun(reference: string, id: string): Promise<RunState | null> {
  const incident = await readIncident(reference);
  return incident === null || incident.state.status === "closed" ? null : findRun(incident.state, id);
}

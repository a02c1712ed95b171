import { enqueueAdvance, type Tasks } from "#lib/commands/enqueue.ts";
import { startStep } from "#lib/commands/rollback/start-step.ts";
import type { RunState, StepState } from "#lib/domain/incident/state.ts";
import { findRun, nextSteps } from "#lib/domain/rollback/run.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { type RunLease, releaseLease, takeLease } from "#lib/store/leases.ts";
import { findServices } from "#lib/store/services.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { asWorker, type Worker } from "./context.ts";
import { type KeptLease, keepLease } from "./lease-keeper.ts";
import { log } from "./log.ts";
import { runStep } from "./run-step.ts";

/** Brings a run, or one lane of it, as far as it goes: lease, intent, command, outcome, and on to the next step while there is one. */
export async function advance(worker: Worker, { reference, run: id, lane }: Tasks["advance"]): Promise<void> {
  let walked = lane;
  let service: string | undefined;
  while (!worker.stopping.aborted) {
    const run = await readRun(reference, id);
    const step = run === null ? null : await choose(reference, run, walked);
    if (run === null || step === null) return;
    // Before the intent, because what fails here must not leave a step that began and cannot end.
    service ??= (await findServices([run.service]))[0]?.key ?? "";
    const takenAt = performance.now();
    const lease = await take(worker, { reference, run, step });
    // Another worker has it. Should it stop or die, the sweep finds the run.
    if (lease === null) return;
    const kept = keepLease(lease, { seconds: worker.leaseSeconds, takenAt });
    try {
      if (!(await begin(worker, { reference, lease, kept, service }))) return;
    } finally {
      kept.stop();
      await releaseLease(lease);
    }
    walked = step.lane;
  }
}

/**
 * The step to take up: the next of the lane that is walked, or the one in which its lanes meet. Where lanes part, one is
 * taken up here and each other becomes a job, for whichever worker is free.
 */
async function choose(
  reference: string,
  run: RunState,
  walked: string | undefined,
): Promise<StepState | null> {
  const ready = nextSteps(run);
  if (walked !== undefined) return ready.find(({ lane }) => lane === walked || lane === undefined) ?? null;
  const [first = null, ...others] = ready;
  if (others.length > 0)
    await withTransaction(async (tx) => {
      for (const { lane } of others) await enqueueAdvance(tx, { reference, run: run.run, lane });
    });
  return first;
}

type Wanted = { reference: string; run: RunState; step: StepState };

function take(worker: Worker, { reference, run, step }: Wanted): Promise<RunLease | null> {
  const address = { runId: run.run, incident: reference, step: step.id, attempt: step.attempt + 1 };
  const lane = step.lane ?? "";
  const wanted = { ...address, lane, worker: worker.id, seconds: worker.leaseSeconds };
  return takeLease(wanted);
}

type Begun = { reference: string; lease: RunLease; kept: KeptLease; service: string };

/** Commits the intent under the lease's epoch, then runs what was committed; false when there was nothing to begin. */
async function begin(worker: Worker, { reference, lease, kept, service }: Begun): Promise<boolean> {
  const { runId, epoch, step: id, lane } = lease;
  const key = `start-step:${runId}:${lane}:${epoch}`;
  const asked = { reference, run: runId, worker: worker.id, epoch, step: id };
  const started = await startStep(asWorker(worker, key), asked);
  if (!started.ok) {
    log.error({ reference, run: runId, refusal: started.refusal.message }, "a step could not be started");
    return false;
  }
  const run = await readRun(reference, runId);
  const step = run?.steps.find((one) => one.id === id && one.status === "running" && one.epoch === epoch);
  if (run === null || step === undefined) return false;
  await runStep(worker, { reference, run, step, epoch, service, lost: kept.lost, hold: kept });
  return true;
}

async function readRun(reference: string, id: string): Promise<RunState | null> {
  const incident = await readIncident(reference);
  return incident === null || incident.state.status === "closed" ? null : findRun(incident.state, id);
}

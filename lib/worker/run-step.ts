import { setTimeout as wait } from "node:timers/promises";
import { doubtStep } from "#lib/commands/rollback/doubt-step.ts";
import { recordStep } from "#lib/commands/rollback/record-step.ts";
import type { RunState, StepState } from "#lib/domain/incident/state.ts";
import { type Execution, execute } from "#lib/executors/execute.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { findServices } from "#lib/store/services.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { asWorker, type Worker } from "./context.ts";
import { keepLease } from "./lease-keeper.ts";
import { log } from "./log.ts";
import { openOutputLog } from "./output-log.ts";

export type Held = { reference: string; run: RunState; step: StepState; epoch: number };

/** Runs one step that is recorded as started, and records how it ended. A lost lease kills the command and records nothing. */
export async function runStep(worker: Worker, held: Held): Promise<void> {
  const lease = keepLease(held.run.run, held.epoch);
  const signal = AbortSignal.any([lease.lost, worker.ending]);
  const output = openOutputLog({
    runId: held.run.run,
    step: held.step.id,
    attempt: held.step.attempt,
  });
  try {
    const ended = await attempt(worker, held, signal, output.write);
    await output.close();
    if (!lease.lost.aborted) await untilRecorded(() => record(worker, held, ended), lease.lost);
  } finally {
    lease.stop();
  }
}

type Ended = Pick<Execution, "outcome" | "exitCode" | "durationMs" | "outputDigest" | "tail" | "mayStillRun">;

async function attempt(
  worker: Worker,
  { reference, run, step }: Held,
  signal: AbortSignal,
  write: (text: string) => void,
): Promise<Ended> {
  const [service] = await findServices([run.service]);
  const action = worker.actions.find(
    (one) => one.id === step.action && one.service === service?.key && one.environment === run.environment,
  );
  if (action === undefined)
    return never(`No action "${step.action}" is registered here for this service.`, write);
  const environment = {
    HOLDPOINT_INCIDENT: reference,
    HOLDPOINT_ATTEMPT: `${run.run}/${step.id}/${step.attempt}`,
  };
  return execute(action, step.parameters, {
    http: worker.http,
    signal,
    secrets: [],
    environment,
    onOutput: (piece) => write(piece.text),
  });
}

function never(reason: string, write: (text: string) => void): Ended {
  write(`${reason}\n`);
  const nothing = { exitCode: null, durationMs: 0, mayStillRun: false };
  return { outcome: "refused", ...nothing, outputDigest: sha256(reason), tail: reason };
}

/** A known outcome must not become a doubt because the database was away for a moment. */
async function untilRecorded(recordOnce: () => Promise<void>, lost: AbortSignal): Promise<void> {
  while (!lost.aborted) {
    try {
      return await recordOnce();
    } catch (error) {
      log.warn({ error: String(error) }, "an outcome could not be recorded; trying again");
      await wait(500);
    }
  }
}

async function record(worker: Worker, held: Held, ended: Ended): Promise<void> {
  const { reference, run, step, epoch } = held;
  const address = { reference, run: run.run, step: step.id, attempt: step.attempt, epoch };
  const key = `${run.run}:${step.id}:${step.attempt}:${epoch}`;
  if (ended.mayStillRun) {
    const lastHeardAt = await databaseNow();
    await doubtStep(asWorker(worker, `doubt:${key}`), { ...address, lastHeardAt });
    return;
  }
  const { exitCode, durationMs, outputDigest, tail } = ended;
  const said = { exitCode, durationMs, outputDigest, tail, result: resultOf(ended) };
  const outcome = await recordStep(asWorker(worker, `step:${key}`), { ...address, ...said });
  if (!outcome.ok) log.error({ ...address, refusal: outcome.refusal }, "a step's outcome was refused");
}

function resultOf({ outcome }: Ended) {
  switch (outcome) {
    case "succeeded":
      return { outcome };
    case "timed-out":
    case "cancelled":
    case "refused":
      return { outcome: "failed" as const, cause: outcome };
    case "failed":
    case "awaits-person":
      return { outcome: "failed" as const, cause: "exit" as const };
  }
}

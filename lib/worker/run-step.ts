import { recordStep } from "#lib/commands/rollback/record-step.ts";
import type { RunState, StepState } from "#lib/domain/incident/state.ts";
import { type Execution, execute } from "#lib/executors/execute.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { renewLease } from "#lib/store/leases.ts";
import { findServices } from "#lib/store/services.ts";
import { asWorker, type Worker } from "./context.ts";
import { log } from "./log.ts";
import { openOutputLog } from "./output-log.ts";

export const leaseSeconds = 15;
const renewEveryMs = 4_000;

export type Held = { reference: string; run: RunState; step: StepState; epoch: number };

/** Runs one step that is recorded as started, and records how it ended. A lost lease kills the command. */
export async function runStep(worker: Worker, held: Held): Promise<void> {
  const lost = new AbortController();
  const keeper = setInterval(() => void keepLease(held, lost), renewEveryMs);
  const signal = AbortSignal.any([lost.signal, worker.stopping]);
  const output = openOutputLog({ runId: held.run.run, step: held.step.id, attempt: held.step.attempt });
  try {
    const ended = await attempt(worker, held, signal, output.write);
    await output.close();
    if (!lost.signal.aborted) await record(worker, held, ended);
  } finally {
    clearInterval(keeper);
  }
}

async function keepLease({ run, epoch }: Held, lost: AbortController): Promise<void> {
  const kept = await renewLease(run.run, epoch, leaseSeconds).catch(() => null);
  if (kept === false) {
    log.warn({ run: run.run, epoch }, "the lease is lost; the command is stopped");
    lost.abort();
  }
}

type Ended = Pick<Execution, "outcome" | "exitCode" | "durationMs" | "outputDigest" | "tail">;

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
  return { outcome: "refused", exitCode: null, durationMs: 0, outputDigest: sha256(reason), tail: reason };
}

async function record(worker: Worker, { reference, run, step, epoch }: Held, ended: Ended): Promise<void> {
  const key = `step:${run.run}:${step.id}:${step.attempt}:${epoch}`;
  const result =
    ended.outcome === "succeeded"
      ? { outcome: "succeeded" as const }
      : { outcome: "failed" as const, cause: causeOf(ended) };
  const { exitCode, durationMs, outputDigest, tail } = ended;
  const address = { reference, run: run.run, step: step.id, attempt: step.attempt, epoch };
  const outcome = await recordStep(asWorker(worker, key), {
    ...address,
    exitCode,
    durationMs,
    outputDigest,
    tail,
    result,
  });
  if (!outcome.ok) log.error({ ...address, refusal: outcome.refusal }, "a step's outcome was refused");
}

function causeOf({ outcome }: Ended): "exit" | "timed-out" | "cancelled" | "refused" {
  switch (outcome) {
    case "timed-out":
    case "cancelled":
    case "refused":
      return outcome;
    case "failed":
    case "succeeded":
    case "awaits-person":
      return "exit";
  }
}

import { doubtStep } from "#lib/commands/rollback/doubt-step.ts";
import { recordStep } from "#lib/commands/rollback/record-step.ts";
import type { RunState, StepState } from "#lib/domain/incident/state.ts";
import type { Outcome } from "#lib/domain/refusal.ts";
import { commandLine, resolveCommand } from "#lib/domain/rollback/action.ts";
import { type Execution, execute } from "#lib/executors/execute.ts";
import type { Hold } from "#lib/executors/watchdog.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { asWorker, type Worker } from "./context.ts";
import { log } from "./log.ts";
import { openOutputLog } from "./output-log.ts";
import { recordFor } from "./record-for.ts";
import { untilRecorded } from "./until-recorded.ts";

export type Held = {
  reference: string;
  run: RunState;
  step: StepState;
  epoch: number;
  /** The service's key, by which actions are registered. */
  service: string;
  lost: AbortSignal;
  /** Ends its command when the lease has run out and this process cannot. */
  hold: Hold;
};

/** Runs one step that is recorded as started, and records how it ended. A lost lease kills the command and records nothing. */
export async function runStep(worker: Worker, held: Held): Promise<void> {
  const { run, step, lost } = held;
  const address = { runId: run.run, step: step.id, attempt: step.attempt };
  const output = openOutputLog(address, lost);
  const ended = await attempt(worker, held, output.write);
  await output.close();
  await untilRecorded(() => record(worker, held, ended), lost);
}

type Ended = Pick<Execution, "outcome" | "exitCode" | "durationMs" | "outputDigest" | "tail" | "mayStillRun">;

async function attempt(worker: Worker, held: Held, write: (text: string) => void): Promise<Ended> {
  const { reference, run, step, service, lost } = held;
  const action = worker.actions.find(
    (one) => one.id === step.action && one.service === service && one.environment === run.environment,
  );
  if (action === undefined)
    return never(`No action "${step.action}" is registered here for this service.`, write);
  const resolved = resolveCommand(action, step.parameters);
  const isAsShown = resolved.ok && commandLine(resolved.argv) === commandLine(step.argv);
  if (!isAsShown)
    return never(
      `"${step.action}" is registered here as another command than was shown at the start.`,
      write,
    );
  const environment = {
    HOLDPOINT_INCIDENT: reference,
    HOLDPOINT_ATTEMPT: `${run.run}/${step.id}/${step.attempt}`,
  };
  return execute(action, step.parameters, {
    http: worker.http,
    signal: AbortSignal.any([lost, worker.ending]),
    hold: held.hold,
    secrets: [],
    environment,
    key: `${run.run}/${step.id}`,
    allowedHosts: worker.settings.allowedHosts,
    record: recordFor(reference),
    onOutput: (piece) => write(piece.text),
  });
}

function never(reason: string, write: (text: string) => void): Ended {
  write(`${reason}\n`);
  const nothing = { exitCode: null, durationMs: 0, mayStillRun: false };
  return { outcome: "refused", ...nothing, outputDigest: sha256(`${reason}\n`), tail: reason };
}

async function record(worker: Worker, held: Held, ended: Ended): Promise<void> {
  const { reference, run, step, epoch } = held;
  const address = { reference, run: run.run, step: step.id, attempt: step.attempt, epoch };
  const key = `${run.run}:${step.id}:${step.attempt}:${epoch}`;
  if (ended.mayStillRun) {
    const lastHeardAt = await databaseNow();
    return report(await doubtStep(asWorker(worker, `doubt:${key}`), { ...address, lastHeardAt }), address);
  }
  const { exitCode, durationMs, outputDigest, tail } = ended;
  const said = { exitCode, durationMs, outputDigest, tail, result: resultOf(ended) };
  report(await recordStep(asWorker(worker, `step:${key}`), { ...address, ...said }), address);
}

/** A refused outcome leaves its step without one; given back, its lease shows the sweep that it is in doubt. */
function report(outcome: Outcome<unknown>, address: object): void {
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
    case "awaits-person":
      return { outcome: "asked" as const };
    case "failed":
      return { outcome: "failed" as const, cause: "exit" as const };
  }
}

import type { CommandContext } from "#lib/commands/context.ts";
import type { Tasks } from "#lib/commands/enqueue.ts";
import { recordCollected } from "#lib/commands/evidence/record-collected.ts";
import { addNote } from "#lib/commands/timeline/add-note.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { EvidenceRequirement } from "#lib/domain/protocol/parts/gate.ts";
import { commandLine, resolveCommand } from "#lib/domain/rollback/action.ts";
import { fillParameters } from "#lib/domain/rollback/plan.ts";
import { beginningOf, endOf } from "#lib/domain/whole-text.ts";
import { execute } from "#lib/executors/execute.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { findServices } from "#lib/store/services.ts";
import { asWorker, type Worker } from "./context.ts";
import { log } from "./log.ts";
import { recordFor } from "./record-for.ts";

type Run = {
  line: string;
  succeeded: boolean;
  /** Whether it ran to an end of its own, or to the end of its time. */
  ended: boolean;
  exitCode: number | null;
  summary: string;
  output: string;
};
/** What an entry's words may hold, less room for the line above it. */
const longestOutput = 19_000;

/**
 * Runs the action that proves a requirement and hands its output in for the person who asked. One that fails proves
 * nothing: its output becomes a note, so that the room sees why.
 */
export async function collect(worker: Worker, task: Tasks["collect"]): Promise<void> {
  const incident = await readIncident(task.reference);
  if (incident === null) return;
  const pack = await packByHash(incident.state.pack.hash);
  const requirement = pack.evidence[task.requirement];
  if (requirement === undefined) return;
  const ran = await runAction(worker, incident.state, requirement);
  const { reference } = task;
  const as = (part: string): CommandContext => ({
    actor: { kind: "person", id: task.person },
    idempotencyKey: `collect:${part}:${task.request}`,
  });
  const outcome = ran.succeeded
    ? await recordCollected(asWorker(worker, `collect:evidence:${task.request}`), {
        reference,
        requirement: task.requirement,
        askedBy: task.person,
        exitCode: ran.exitCode,
        summary: `${requirement.action}: ${ran.summary}`,
        body: `$ ${ran.line}\n${ran.output}`,
      })
    : await addNote(as("note"), {
        reference,
        kind: "observation",
        body: `${requirement.title}: nothing is proved. ${requirement.action}: ${ran.summary}\n\n$ ${ran.line}\n${ran.output}`,
      });
  if (!outcome.ok)
    log.warn({ reference, refusal: outcome.refusal.message }, "collected evidence was refused");
}

/** Runs a registered action for the incident's first service, with values of the baseline and the confirmed targets. */
export async function runAction(
  worker: Worker,
  state: IncidentState,
  requirement: Pick<EvidenceRequirement, "action" | "with">,
): Promise<Run> {
  const affected = state.services[0];
  const [service] = affected === undefined ? [] : await findServices([affected.id]);
  const action = worker.actions.find(
    (one) =>
      one.id === requirement.action &&
      one.service === service?.key &&
      one.environment === affected?.environment,
  );
  const named = requirement.action ?? "";
  if (action === undefined) {
    return {
      line: named,
      succeeded: false,
      ended: false,
      exitCode: null,
      summary: "it is not registered for this service",
      output: "",
    };
  }
  const parameters = fillParameters(requirement.with, state.baseline, state.targets);
  const resolved = resolveCommand(action, parameters);
  let output = "";
  const ended = await execute(action, parameters, {
    http: worker.http,
    signal: worker.ending,
    secrets: [],
    allowedHosts: worker.settings.allowedHosts,
    record: recordFor(state.reference),
    onOutput: (piece) => {
      output = endOf(output + piece.text, longestOutput);
    },
  });
  const line = resolved.ok ? commandLine(resolved.argv) : named;
  return {
    line: beginningOf(line, 900),
    succeeded: ended.outcome === "succeeded",
    ended: ["succeeded", "failed", "timed-out"].includes(ended.outcome),
    exitCode: ended.exitCode,
    summary: beginningOf(ended.summary, 300),
    output,
  };
}

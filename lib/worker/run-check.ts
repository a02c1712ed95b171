import type { CommandContext } from "#lib/commands/context.ts";
import type { Tasks } from "#lib/commands/enqueue.ts";
import { addNote } from "#lib/commands/timeline/add-note.ts";
import { recordCheckRun } from "#lib/commands/triage/record-check-run.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { runAction } from "./collect.ts";
import type { Worker } from "./context.ts";
import { log } from "./log.ts";

/**
 * Runs a check's action and records how it came out for the person who asked. A result is whether the action succeeded;
 * a measure is the number that it prints last. Where neither is known its output becomes a note, so that the room sees
 * why.
 */
export async function runCheck(worker: Worker, task: Tasks["check"]): Promise<void> {
  const { reference, check } = task;
  const incident = await readIncident(reference);
  if (incident === null) return;
  const { checks } = await packByHash(incident.state.pack.hash);
  const described = checks[check];
  if (described === undefined) return;
  const ran = await runAction(worker, incident.state, {
    action: described.action,
    with: described.with ?? {},
  });
  const as = (part: string): CommandContext => ({
    actor: { kind: "person", id: task.person },
    idempotencyKey: `check:${part}:${task.request}`,
  });
  const isMeasure = described.kind === "measure";
  const value = isMeasure && ran.succeeded ? lastNumber(ran.output) : null;
  const isKnown = isMeasure ? value !== null : ran.ended;
  const outcome = isKnown
    ? await recordCheckRun(as("result"), {
        reference,
        check,
        passed: isMeasure ? null : ran.succeeded,
        value,
        command: `$ ${ran.line}`,
        output: ran.output.trim() === "" ? ran.summary : ran.output,
      })
    : await addNote(as("note"), {
        reference,
        kind: "observation",
        body: `${described.title}: nothing is found out. ${ran.summary}\n\n$ ${ran.line}\n${ran.output}`,
      });
  if (!outcome.ok) log.warn({ reference, refusal: outcome.refusal.message }, "a check's outcome was refused");
}

/** The number on the last line that says anything. */
function lastNumber(output: string): number | null {
  const last = output.trim().split("\n").at(-1)?.trim() ?? "";
  return /^-?\d+(\.\d+)?$/.test(last) ? Number(last) : null;
}

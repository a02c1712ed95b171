import { z } from "zod";
import { readInput } from "#lib/domain/read-input.ts";
import { streamOf } from "#lib/domain/record/streams.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { findLog, noPartIn } from "#lib/queries/exported-log.ts";
import { createExport, readWords, unmadeExport } from "#lib/store/exports.ts";
import { enqueue } from "#lib/store/jobs.ts";
import { findPerson } from "#lib/store/people.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import type { Tasks } from "../enqueue.ts";
import { invalid, Reference } from "../incident-command.ts";
import { once } from "../once.ts";

export const RequestExport = z.object({ reference: Reference });

/** Has the worker make a bundle of an incident or a checkpoint for the asker. It stands in a register; the log is not touched by being read. */
export async function requestExport(
  context: CommandContext,
  raw: z.input<typeof RequestExport>,
): CommandResult<{ export: string }> {
  const parsed = readInput(RequestExport, raw);
  if (!parsed.success) return invalid(parsed.error);
  const stream = streamOf(parsed.data.reference);
  return once(context, "request-export", async (tx): Promise<Outcome<{ export: string }>> => {
    const { id: personId } = context.actor;
    const [person, log] = [await findPerson(personId, tx), await findLog(stream, tx)];
    const reader = person === null ? null : { ...person, personId };
    if (reader === null || log?.mayRead(reader) !== true)
      return refuse("unauthorised", null, noPartIn(stream));
    const because = log.whyNot(await readWords(stream, tx), reader);
    if (because !== null) return refuse("unauthorised", null, because);
    // Who presses again before it is made has the same one made.
    const id = (await unmadeExport(tx, stream, personId)) ?? (await createExport(tx, stream, personId));
    const payload: Tasks["export"] = { export: id };
    await enqueue(tx, { task: "export", payload, jobKey: `export:${id}`, maxAttempts: 3 });
    return accept({ export: id });
  });
}

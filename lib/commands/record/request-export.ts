import { z } from "zod";
import { mayReadRoom, whyNoBundle } from "#lib/domain/authority/read.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { createExport, readWords, unmadeExport } from "#lib/store/exports.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { enqueue } from "#lib/store/jobs.ts";
import { findPerson } from "#lib/store/people.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import type { Tasks } from "../enqueue.ts";
import { invalid, Reference } from "../incident-command.ts";
import { once } from "../once.ts";

export const RequestExport = z.object({ reference: Reference });

/** Has the worker make a bundle of an incident for the asker. It stands in a register; the log is not touched by being read. */
export async function requestExport(
  context: CommandContext,
  raw: z.input<typeof RequestExport>,
): CommandResult<{ export: string }> {
  const parsed = RequestExport.safeParse(raw);
  if (!parsed.success) return invalid(parsed.error);
  const { reference } = parsed.data;
  return once(context, "request-export", async (tx): Promise<Outcome<{ export: string }>> => {
    const { id: personId } = context.actor;
    const [person, incident] = [await findPerson(personId, tx), await readIncident(reference, tx)];
    const reader = { personId, isAuditor: person?.isAuditor === true };
    if (person === null || incident === null || !mayReadRoom(incident.state.participants, reader))
      return refuse("unauthorised", null, "You have no part in this incident.");
    const because = whyNoBundle(await readWords(reference, tx), incident.state.participants, reader);
    if (because !== null) return refuse("unauthorised", null, because);
    // Who presses again before it is made has the same one made.
    const id = (await unmadeExport(tx, reference, personId)) ?? (await createExport(tx, reference, personId));
    const payload: Tasks["export"] = { export: id };
    await enqueue(tx, { task: "export", payload, jobKey: `export:${id}`, maxAttempts: 3 });
    return accept({ export: id });
  });
}

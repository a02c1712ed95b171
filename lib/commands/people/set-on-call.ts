import { z } from "zod";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { findPerson, setOnCall as storeOnCall } from "#lib/store/people.ts";
import { lockRoster } from "#lib/store/roster.ts";
import { whyNotAdministrator } from "../administrator.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";

export const SetOnCall = z.object({
  personId: z.uuid(),
  role: z.string().min(1).max(80),
  onCall: z.boolean(),
});

/** Puts a person on call for a role that they hold, or off. Not their own to do, since some may act only while on call. */
export async function setOnCall(
  context: CommandContext,
  raw: z.input<typeof SetOnCall>,
): CommandResult<{ personId: string }> {
  const parsed = readInput(SetOnCall, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { personId, role, onCall } = parsed.data;
  return once(context, "set-on-call", async (tx) => {
    await lockRoster(tx);
    const refused = await whyNotAdministrator(tx, context, "changes who is on call");
    if (refused !== null) return refused;
    const person = await findPerson(personId, tx);
    if (person === null) return refuse("stale", null, "This person is no longer here.");
    if (!person.roles.includes(role))
      return refuse("stale", null, `${person.name} does not hold that role any more. Load the page again.`);
    await storeOnCall(tx, personId, role, onCall);
    return accept({ personId });
  });
}

import { z } from "zod";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { findPerson, removePerson as storeRemoval } from "#lib/store/people.ts";
import { countAdministrators, lockRoster } from "#lib/store/roster.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { whyNotAdministrator } from "../administrator.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";
import { tellVouchers } from "../passkeys/tell-vouchers.ts";

export const RemovePerson = z.object({ personId: z.uuid() });

/** Takes a person off the roster and ends their sessions. The log goes on naming them. */
export async function removePerson(
  context: CommandContext,
  raw: z.input<typeof RemovePerson>,
): CommandResult<{ name: string }> {
  const parsed = readInput(RemovePerson, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { personId } = parsed.data;
  return once(context, "remove-person", async (tx) => {
    await lockRoster(tx);
    const refused = await whyNotAdministrator(tx, context, "removes people");
    if (refused !== null) return refused;
    const person = await findPerson(personId, tx);
    if (person === null) return refuse("stale", null, "This person was removed already.");
    if (person.isAdministrator && (await countAdministrators(tx)) === 1)
      return refuse(
        "invalid",
        null,
        `${person.name} is the only administrator. Invite another one first: without one nobody could.`,
      );
    if (context.actor.id === personId)
      return refuse("invalid", null, "You cannot remove yourself. Ask another administrator.");
    await storeRemoval(tx, personId, await databaseNow(tx));
    await tellVouchers(tx);
    return accept({ name: person.name });
  });
}

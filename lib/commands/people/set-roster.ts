import { z } from "zod";
import { decideRoster } from "#lib/domain/authority/roster.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { findPerson, setAuditor, setParty, setRoles } from "#lib/store/people.ts";
import { lockRoster } from "#lib/store/roster.ts";
import { whyNotAdministrator } from "../administrator.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";
import { tellVouchers } from "../passkeys/tell-vouchers.ts";
import { currentVocabulary } from "./vocabulary.ts";

const Key = z.string().min(1).max(80);

export const SetRoster = z.object({
  personId: z.uuid(),
  party: Key.nullable(),
  roles: z.array(Key).max(100),
  onCallRoles: z.array(Key).max(100),
  isAuditor: z.boolean().default(false),
});

/** Sets a person's side, standing roles and which of them they are on call for, or makes them an auditor. Rooms that are open keep theirs. */
export async function setRoster(
  context: CommandContext,
  raw: z.input<typeof SetRoster>,
): CommandResult<{ personId: string }> {
  const parsed = readInput(SetRoster, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { personId, ...after } = parsed.data;
  return once(context, "set-roster", async (tx) => {
    await lockRoster(tx);
    const refused = await whyNotAdministrator(tx, context, "changes roles and parties");
    if (refused !== null) return refused;
    const person = await findPerson(personId, tx);
    if (person === null) return refuse("stale", null, "This person is no longer here.");
    const asker = context.actor.kind === "person" ? context.actor.id : null;
    const change = { asker, person, before: person, after };
    const decided = decideRoster(change, await currentVocabulary(tx));
    if (!decided.ok) return decided;
    await setParty(tx, personId, decided.value.party);
    await setAuditor(tx, personId, decided.value.isAuditor);
    await setRoles(tx, personId, {
      roles: [...decided.value.roles],
      onCallRoles: [...decided.value.onCallRoles],
    });
    await tellVouchers(tx);
    return accept({ personId });
  });
}

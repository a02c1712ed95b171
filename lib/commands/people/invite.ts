import { z } from "zod";
import { invite, PersonName } from "#lib/auth/invitation.ts";
import { MailAddress } from "#lib/domain/mail-address.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { findPersonByEmail } from "#lib/store/people.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { whyNotAdministrator } from "../administrator.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";

export const InvitePerson = z.object({
  email: MailAddress,
  name: PersonName,
  isAdministrator: z.boolean().default(false),
});

export type Invited = { email: string; url: string; lifetimeInHours: number };

/**
 * Makes a one-time link for somebody who has no account. No receipt is kept, because it would hold the link: asking
 * twice makes two links, and whichever is used first makes the one account.
 */
export async function invitePerson(
  context: CommandContext,
  raw: z.input<typeof InvitePerson>,
): CommandResult<Invited> {
  const parsed = readInput(InvitePerson, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { email } = parsed.data;
  const refused = await withTransaction(async (tx) => {
    const stranger = await whyNotAdministrator(tx, context, "invites people");
    if (stranger !== null) return stranger;
    const held = await findPersonByEmail(email, tx);
    return held === null
      ? null
      : refuse("conflict", null, `${held.name} has an account as ${email} already.`);
  });
  if (refused !== null) return refused;
  return accept({ email, ...(await invite(parsed.data)) });
}

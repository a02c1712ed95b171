import { z } from "zod";
import { hashPassword, NewPassword } from "#lib/auth/password.ts";
import { MailAddress } from "#lib/domain/mail-address.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { findPerson, findPersonByEmail, createPerson as insertPerson } from "#lib/store/people.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";

const Key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "expected a role's or party's key, such as sre-lead");

export const CreatePerson = z.object({
  email: MailAddress,
  name: z.string().trim().min(1, "expected a name").max(120),
  password: NewPassword,
  party: Key.nullable().default(null),
  roles: z.array(Key).default([]),
  onCallRoles: z.array(Key).default([]),
  isAdministrator: z.boolean().default(false),
  isAuditor: z.boolean().default(false),
});

/** Adds a person. An administrator's act, or the console's own while it sets itself up. */
export async function createPerson(
  context: CommandContext,
  raw: z.input<typeof CreatePerson>,
): CommandResult<{ id: string }> {
  const parsed = readInput(CreatePerson, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { password, ...person } = parsed.data;
  const passwordHash = await hashPassword(password);
  return once(context, "create-person", async (tx) => {
    const asker = context.actor.kind === "person" ? await findPerson(context.actor.id, tx) : null;
    if (context.actor.kind === "person" && asker?.isAdministrator !== true)
      return refuse("unauthorised", null, "Only an administrator adds people.");
    if ((await findPersonByEmail(person.email, tx)) !== null)
      return refuse("conflict", null, `There is an account for ${person.email} already.`);
    const { id } = await insertPerson(tx, { ...person, passwordHash });
    return accept({ id });
  });
}

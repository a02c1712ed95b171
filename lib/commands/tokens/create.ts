import { z } from "zod";
import { newApiToken } from "#lib/auth/api-token.ts";
import { ApiScope, isActing } from "#lib/domain/authority/api-scope.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { createApiToken, isTokenNameTaken } from "#lib/store/api-tokens.ts";
import { type Transaction, withTransaction } from "#lib/store/transaction.ts";
import { whyNotAdministrator } from "../administrator.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";

export const CreateToken = z.object({
  name: z
    .string("expected a name, such as Deployment pipeline")
    .trim()
    .min(2, "expected a name, such as Deployment pipeline")
    .max(80, "expected at most 80 characters"),
  scopes: z.array(ApiScope).min(1, "expected at least one scope").max(20),
});

export type CreatedToken = { id: string; name: string; value: string };

/**
 * Makes a token for a pipeline. No receipt is kept, because it would hold the value, which is given here and nowhere
 * else: asking twice is refused by the name, and the first token can be revoked.
 */
export async function createToken(
  context: CommandContext,
  raw: z.input<typeof CreateToken>,
): CommandResult<CreatedToken> {
  const parsed = readInput(CreateToken, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { name, scopes } = parsed.data;
  return withTransaction(async (tx) => {
    const refused = await whyNotMaker(tx, context, scopes);
    if (refused !== null) return refused;
    if (await isTokenNameTaken(tx, name))
      return refuse("conflict", null, `There is a token in use named "${name}" already. Revoke it first.`);
    const { value, tokenDigest } = newApiToken();
    const createdBy = context.actor.id;
    const id = await createApiToken(tx, { name, scopes: [...new Set(scopes)], tokenDigest, createdBy });
    return accept({ id, name, value });
  });
}

/** A token that acts for a person is made by that person alone: nobody can make one in somebody else's name. */
async function whyNotMaker(tx: Transaction, context: CommandContext, scopes: ApiScope[]) {
  if (scopes.some(isActing) && context.actor.kind !== "person")
    return refuse(
      "unauthorised",
      null,
      "A token that hands in is made by the person it acts for, on the screen.",
    );
  return scopes.every(isActing) ? null : whyNotAdministrator(tx, context, "makes tokens with these scopes");
}

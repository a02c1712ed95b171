import { z } from "zod";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { makerOfToken, revokeApiToken } from "#lib/store/api-tokens.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { whyNotAdministrator } from "../administrator.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";

export const RevokeToken = z.object({ id: z.uuid("expected a token's id") });

/** Ends a token for good. From the next question on it opens nothing. */
export async function revokeToken(
  context: CommandContext,
  raw: z.input<typeof RevokeToken>,
): CommandResult<{ name: string }> {
  const parsed = readInput(RevokeToken, raw);
  if (!parsed.success) return invalid(parsed.error);
  return once(context, "revoke-token", async (tx) => {
    const isOwn = (await makerOfToken(tx, parsed.data.id)) === context.actor.id;
    const refused = isOwn ? null : await whyNotAdministrator(tx, context, "revokes the tokens of others");
    if (refused !== null) return refused;
    const name = await revokeApiToken(tx, parsed.data.id, await databaseNow(tx));
    return name === null ? refuse("stale", null, "This token was revoked already.") : accept({ name });
  });
}

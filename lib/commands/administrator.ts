import { type Outcome, refuse } from "#lib/domain/refusal.ts";
import { findPerson } from "#lib/store/people.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import type { CommandContext } from "./context.ts";

/** Why this actor may not keep house, or null: only an administrator may, and the console while it sets itself up. */
export async function whyNotAdministrator(
  tx: Transaction,
  { actor }: CommandContext,
  act: string,
): Promise<(Outcome<never> & { ok: false }) | null> {
  if (actor.kind === "console") return null;
  const asker = await findPerson(actor.id, tx);
  return asker?.isAdministrator === true
    ? null
    : refuse("unauthorised", null, `Only an administrator ${act}.`);
}

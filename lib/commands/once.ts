import { type Outcome, refuse } from "#lib/domain/refusal.ts";
import { findReceipt, type Receipt, saveReceipt } from "#lib/store/receipts.ts";
import { type Transaction, withTransaction } from "#lib/store/transaction.ts";
import type { CommandContext } from "./context.ts";

/**
 * Runs a command's transaction once for a key: a repeat gets the first answer, and a key that another command used
 * is refused, because its answer would be about something else. A refusal keeps no receipt, because it had no effect
 * and the same request may be right a moment later.
 */
export function once<T>(
  context: CommandContext,
  command: string,
  work: (tx: Transaction) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return withTransaction(async (tx) => {
    const key = { actorId: context.actor.id, key: context.idempotencyKey };
    const earlier = await findReceipt(tx, key.actorId, key.key);
    if (earlier !== null) return answerAgain<T>(earlier, command);
    const outcome = await work(tx);
    if (outcome.ok) await saveReceipt(tx, { ...key, command, result: outcome });
    return outcome;
  });
}

/** The first answer to a key; to another command with the same key, a refusal. */
export const answerAgain = <T>(earlier: Receipt, command: string): Outcome<T> =>
  earlier.command === command
    ? (earlier.result as Outcome<T>)
    : refuse("invalid", null, `This idempotency key was used for another request: ${earlier.command}.`);

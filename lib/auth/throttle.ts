import { sha256 } from "#lib/platform/digest.ts";
import { clearFailures, countFailures, lockSubject, recordFailure } from "#lib/store/sign-in-attempts.ts";
import { takeBackAttempt } from "#lib/store/sign-in-throttle.ts";
import { withTransaction } from "#lib/store/transaction.ts";

const windowInSeconds = 15 * 60;
const failuresPerAccountAndAddress = 5;
// High, because a stranger must not be able to lock out the one person who has to act tonight.
const failuresPerAccount = 100;
const failuresPerAddress = 20;

export type Attempt = { email: string; address: string | null };
export type Judged<T> = { ok: true; value: T } | { ok: false; closedUntil: Date | null };

type Counted = { subject: string; limit: number };

// People type passwords into the wrong field, so what was typed is never stored.
const accountOf = ({ email }: Attempt): Counted => ({
  subject: `account:${sha256(email)}`,
  limit: failuresPerAccount,
});

const accountAt = ({ email, address }: Attempt): Counted => ({
  subject: `account:${sha256(email)}@${address ?? "unknown"}`,
  limit: failuresPerAccountAndAddress,
});

const addressOf = ({ address }: Attempt): Counted[] =>
  address === null ? [] : [{ subject: `address:${address}`, limit: failuresPerAddress }];

/**
 * Counts the attempt as a failure before it is judged, because attempts that are judged first and counted afterwards
 * are not limited when they come at once. What a closed door refuses is not counted: otherwise a stranger could keep
 * it shut. Gives the end of the closure, or null when the attempt may be judged.
 */
function admit(attempt: Attempt): Promise<Date | null> {
  // The account comes first for everyone, so that two attempts never wait for each other.
  const counted = [accountOf(attempt), accountAt(attempt), ...addressOf(attempt)];
  return withTransaction(async (tx) => {
    const ends: number[] = [];
    for (const { subject, limit } of counted) {
      await lockSubject(tx, subject);
      const { count, oldestAt } = await countFailures(subject, windowInSeconds, tx);
      if (count >= limit && oldestAt) ends.push(Date.parse(oldestAt) + windowInSeconds * 1000);
    }
    if (ends.length > 0) return new Date(Math.max(...ends));
    for (const { subject } of counted) await recordFailure(tx, subject);
    return null;
  });
}

const forget = (attempt: Attempt) =>
  withTransaction(async (tx) => {
    await takeBackAttempt(tx, accountOf(attempt).subject);
    await clearFailures(tx, accountAt(attempt).subject);
    for (const { subject } of addressOf(attempt)) await takeBackAttempt(tx, subject);
  });

/**
 * Lets `judge` look at a secret unless the account from this address, the address, or the account from everywhere has
 * failed too often. While a door is closed even the
 * right secret is not looked at: otherwise the answer would tell a guesser that it was right.
 */
export async function throttled<T>(attempt: Attempt, judge: () => Promise<T | null>): Promise<Judged<T>> {
  const closedUntil = await admit(attempt);
  if (closedUntil !== null) return { ok: false, closedUntil };
  const value = await judge();
  if (value === null) return { ok: false, closedUntil: null };
  await forget(attempt);
  return { ok: true, value };
}

/** Says when the door opens again, on a whole minute that has surely come. */
export function closedSentence(until: Date): string {
  const minute = new Date(Math.ceil(until.getTime() / 60_000) * 60_000).toISOString();
  return `Too many failed attempts. Try again at ${minute.slice(11, 16)} UTC; until then even the right password is refused.`;
}

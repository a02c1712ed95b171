import { sweepChallenges } from "#lib/store/challenges.ts";
import { sweepAttempts } from "#lib/store/channel-attempts.ts";
import { sweepBundles } from "#lib/store/exports.ts";
import { sweepHeartbeats } from "#lib/store/heartbeats.ts";
import { sweepInbox } from "#lib/store/inbox.ts";
import { sweepReceipts } from "#lib/store/receipts.ts";
import { sweepFailures } from "#lib/store/sign-in-attempts.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { atMostEvery } from "./again.ts";

const everyMs = 3_600_000;
const aDayInSeconds = 86_400;
const keptDays = 14;
const inboxDays = 90;
/** A bundle holds every word, so its bytes are kept as long as somebody needs to fetch it and no longer. */
const bundleHours = 24;

/** Once an hour: forgets what nobody asks for any more, because these tables would grow with every request for ever. */
export const keepHouse = atMostEvery(everyMs, () =>
  withTransaction(async (tx) => {
    await sweepChallenges(tx);
    await sweepFailures(tx, aDayInSeconds);
    await sweepReceipts(tx, keptDays);
    await sweepHeartbeats(tx, keptDays);
    await sweepAttempts(tx);
    await sweepInbox(tx, inboxDays);
    await sweepBundles(tx, bundleHours);
  }),
);

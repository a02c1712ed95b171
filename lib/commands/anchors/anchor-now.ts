import { lastAnchorHead, lockAnchors, movedStreams, type StoredHead } from "#lib/store/anchors.ts";
import { livingAlarms } from "#lib/store/heartbeats.ts";
import { enqueueAll, type NewJob } from "#lib/store/jobs.ts";
import { databaseNow, type Transaction, withTransaction } from "#lib/store/transaction.ts";
import { headLeaf } from "#lib/verify/anchors/leaf.ts";
import { readHead } from "#lib/verify/anchors/note.ts";
import { type Anchoring, addToList, bringTogether, lostSince } from "./anchoring.ts";
import { Halted } from "./halted.ts";

export type Asked = {
  /** Not before the last tree head is so old; 0 at once. */
  everySeconds: number;
  /** Who asks, so that another worker's alarm holds this one back, too. */
  worker: string;
  /** What is to follow in the same transaction: copies elsewhere. */
  jobsFor: (head: StoredHead, before: StoredHead | null) => NewJob[];
};
/** `heldBack`: why another worker anchors no more, so that this one added nothing. */
export type Anchored =
  | { halted: string }
  | { halted: null; added: StoredHead | null; heldBack: string | null };

/**
 * Adds a leaf for each stream whose head moved, and signs the list. One worker at a time: the database's lock is held
 * over it all. Nothing is added where the log does not hold what was anchored before.
 */
export const anchorNow = (anchoring: Anchoring, asked: Asked): Promise<Anchored> =>
  anchoring.file.alone(() => anchorAlone(anchoring, asked));

async function anchorAlone(anchoring: Anchoring, asked: Asked): Promise<Anchored> {
  try {
    const made = await withTransaction(async (tx) => {
      await lockAnchors(tx);
      await bringTogether(tx, anchoring);
      await assertNothingLost(tx, anchoring);
      return addMoved(tx, anchoring, asked);
    });
    // After the commit, because the file must never be ahead of what the database was told for good.
    if (made.added !== null)
      await withTransaction(async (tx) => {
        await lockAnchors(tx);
        await bringTogether(tx, anchoring);
      });
    return { halted: null, ...made };
  } catch (error) {
    if (error instanceof Halted) return { halted: error.message };
    throw error;
  }
}

const told = 3;

async function assertNothingLost(tx: Transaction, anchoring: Anchoring): Promise<void> {
  const lost = await lostSince(tx, anchoring);
  if (lost.length === 0) return;
  const named = lost.slice(0, told).map(({ stream, seq }) => `entry ${seq} of ${stream}`);
  const more = lost.length > told ? ` and of ${lost.length - told} more logs` : "";
  throw new Halted(`the log no longer holds, as it was anchored, ${named.join(", ")}${more}`);
}

async function addMoved(
  tx: Transaction,
  anchoring: Anchoring,
  { everySeconds, worker, jobsFor }: Asked,
): Promise<{ added: StoredHead | null; heldBack: string | null }> {
  const nothing = { added: null, heldBack: null };
  const before = await lastAnchorHead(tx);
  if (before !== null && everySeconds > 0 && (await ageInSeconds(tx, before)) < everySeconds) return nothing;
  const moved = await movedStreams(tx);
  if (moved.length === 0) return nothing;
  // What another worker has seen is not to be built upon: two lists that differ could never be made one again.
  const [heldBack] = await livingAlarms(worker, tx);
  if (heldBack !== undefined) return { added: null, heldBack };
  const head = await addToList(
    tx,
    anchoring,
    moved.map(({ stream, ...end }) => headLeaf(stream, end)),
  );
  await enqueueAll(tx, jobsFor(head, before));
  return { added: head, heldBack: null };
}

async function ageInSeconds(tx: Transaction, { note }: StoredHead): Promise<number> {
  const at = readHead(note)?.at;
  return at === undefined ? 0 : (Date.parse(await databaseNow(tx)) - Date.parse(at)) / 1000;
}

import {
  anchorHeadOf,
  appendAnchors,
  lastAnchorHead,
  lockAnchors,
  lostEntries,
  movedStreams,
  type StoredHead,
  type StreamHead,
} from "#lib/store/anchors.ts";
import { connectStore } from "#lib/store/client.ts";
import { readHead as readLogHead } from "#lib/store/log/raw-entries.ts";
import { databaseNow, type Transaction, withTransaction } from "#lib/store/transaction.ts";
import { headLeaf, type RestoredLeaf, writeLeaf } from "#lib/verify/anchors/leaf.ts";
import { isHeadSignedBy } from "#lib/verify/anchors/note.ts";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";
import type { AnchorFile } from "./anchor-file.ts";
import { type Anchoring, addToList, assertSameAt, bringTogether, fetchRest, lostSince } from "./anchoring.ts";
import { Halted } from "./halted.ts";

/** The worker's own way into the database, because nobody else may add anchors. */
export const anchorsOfWorker = connectStore;

export type Restored = { head: StoredHead; streams: RestoredLeaf["streams"] };
type Said = { reason: string; by: string };

/**
 * Records that the database was put back by somebody who answers for it. The anchors that it lost are given back to it
 * from the file, and the list says, signed, what was anchored last and what stands now. Null where nothing was lost.
 */
export const recordRestored = (anchoring: Anchoring, said: Said): Promise<Restored | null> =>
  anchoring.file.alone(() => recordAlone(anchoring, said));

async function recordAlone(anchoring: Anchoring, said: Said): Promise<Restored | null> {
  const { file, privateKey } = anchoring;
  const restored = await withTransaction(async (tx) => {
    await lockAnchors(tx);
    await file.load();
    const givenBack = await giveBack(tx, file);
    const streams = await lostStreams(tx, anchoring);
    const last = file.lastHead?.head;
    const isOurs = last === undefined || isHeadSignedBy(publicKeyOf(privateKey), last);
    if (!givenBack && streams.length === 0 && isOurs) return null;
    const epoch = writeLeaf({ kind: "restored", at: await databaseNow(tx), ...said, streams });
    return { head: await addToList(tx, anchoring, [epoch, ...(await standingLeaves(tx, streams))]), streams };
  });
  if (restored !== null)
    await withTransaction(async (tx) => {
      await lockAnchors(tx);
      await bringTogether(tx, anchoring);
    });
  return restored;
}

/**
 * Gives the database the anchors that only the file has, and the file those that only the database has. Where the two
 * lists differ, nothing can make them one; and a file without any anchor could tell of nothing that was lost.
 */
async function giveBack(tx: Transaction, file: AnchorFile): Promise<boolean> {
  const size = (await lastAnchorHead(tx))?.size ?? 0;
  if (file.size === 0 && size > 0)
    throw new Halted(
      `the anchor file ${file.path} holds no anchor, and the database has ${size}; run this where the worker's anchor folder is`,
    );
  await assertSameAt(tx, file, Math.min(size, file.size));
  if (size > file.size) await fetchRest(tx, file);
  let from = size;
  for (const { after, text } of file.list.heads.filter((head) => head.after > size)) {
    const leaves = file.list.leaves.slice(from, after).map((leaf) => leaf.text);
    if ((await anchorHeadOf(after, tx)) === null)
      await appendAnchors(tx, leaves, { size: after, note: text });
    from = after;
  }
  return from > size;
}

async function lostStreams(tx: Transaction, anchoring: Anchoring): Promise<RestoredLeaf["streams"]> {
  const lost = await lostSince(tx, anchoring);
  if (lost.length === 0) return [];
  const names = new Set(lost.map(({ stream }) => stream));
  const anchored = anchoring.file.list.leaves.flatMap(({ leaf }) =>
    leaf.kind === "head" && names.has(leaf.stream)
      ? [{ stream: leaf.stream, seq: leaf.seq, hash: leaf.hash }]
      : [],
  );
  const gone = await lostEntries(anchored, tx);
  return Promise.all(
    lost.map(async ({ stream, ...was }) => ({
      stream,
      keeps: keptUpTo(ofStream(anchored, stream), ofStream(gone, stream)),
      was,
      is: await standing(stream, tx),
    })),
  );
}

/** What stands now: of the logs that lost something anew, so that their last leaf is one that they hold. */
async function standingLeaves(tx: Transaction, lost: RestoredLeaf["streams"]): Promise<string[]> {
  const now = lost.flatMap(({ stream, is }) => (is === null ? [] : [headLeaf(stream, is)]));
  const moved = (await movedStreams(tx)).map(({ stream, ...end }) => headLeaf(stream, end));
  return [...new Set([...now, ...moved])];
}

const ofStream = (all: StreamHead[], stream: string) => all.filter((one) => one.stream === stream);

/** The last anchored entry before the first that is lost. */
function keptUpTo(anchored: StreamHead[], gone: StreamHead[]): number {
  const first = Math.min(...gone.map(({ seq }) => seq));
  return Math.max(0, ...anchored.map(({ seq }) => seq).filter((seq) => seq < first));
}

async function standing(stream: string, tx: Transaction): Promise<RestoredLeaf["streams"][number]["is"]> {
  const head = await readLogHead(stream, tx);
  return head === null || head.seq === 0 ? null : head;
}

import { makeNextKey } from "#lib/platform/next-signing-key.ts";
import { readSigningKey } from "#lib/platform/signing-key.ts";
import { lockAnchors, movedStreams } from "#lib/store/anchors.ts";
import { livingAlarms } from "#lib/store/heartbeats.ts";
import { databaseNow, type Transaction, withTransaction } from "#lib/store/transaction.ts";
import { headLeaf, writeLeaf } from "#lib/verify/anchors/leaf.ts";
import type { Rotation } from "#lib/verify/keys/rotation.ts";
import { signRotation } from "#lib/verify/keys/sign-rotation.ts";
import type { AnchorFile } from "./anchor-file.ts";
import { type Anchoring, addToList, bringTogether, lostSince } from "./anchoring.ts";
import { Halted } from "./halted.ts";
import { finishRotation, keyInForce } from "./key-in-force.ts";

type Said = Pick<Rotation, "by" | "reason" | "compromised">;

/**
 * Gives the console's key up for a new one. Both sign the record of it, which stands in the anchor list from then on, under
 * a tree head that is the new key's first. With that commit the new key is in force; its file follows.
 */
export async function rotateKey(file: AnchorFile, keyFile: string, said: Said): Promise<Rotation> {
  const record = await recordRotation(file, keyFile, said);
  const privateKey = await keyInForce(keyFile);
  await withTransaction(async (tx) => {
    await lockAnchors(tx);
    await bringTogether(tx, { file, privateKey });
  });
  return record;
}

/** The first half: what was recorded when this is over is finished by whoever comes next, also where this process dies. */
export const recordRotation = (file: AnchorFile, keyFile: string, said: Said): Promise<Rotation> =>
  withTransaction(async (tx) => {
    await lockAnchors(tx);
    await finishRotation(tx, keyFile);
    const current = await readSigningKey(keyFile);
    const before = { file, privateKey: current };
    await bringTogether(tx, before);
    await assertNothingIsWrong(tx, before);
    const next = await makeNextKey(keyFile);
    const record = signRotation(current, next, { at: await databaseNow(tx), ...said });
    const moved = (await movedStreams(tx)).map(({ stream, ...end }) => headLeaf(stream, end));
    await addToList(tx, { file, privateKey: next }, [...moved, writeLeaf(record)]);
    return record;
  });

/** A list that halted is not to be gone on with by another key: what was lost would then be under its signature. */
async function assertNothingIsWrong(tx: Transaction, anchoring: Anchoring): Promise<void> {
  const [alarm] = await livingAlarms("", tx);
  if (alarm !== undefined) throw new Halted(`nothing is anchored now: ${alarm}`);
  const [lost] = await lostSince(tx, anchoring);
  if (lost !== undefined)
    throw new Halted(`the log no longer holds entry ${lost.seq} of ${lost.stream} as it was anchored`);
}

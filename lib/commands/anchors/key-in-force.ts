import type { KeyObject } from "node:crypto";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { findNextKey, takeUpNextKey } from "#lib/platform/next-signing-key.ts";
import { readSigningKey } from "#lib/platform/signing-key.ts";
import { leavesOfNoStream, lockAnchors } from "#lib/store/anchors.ts";
import { type Transaction, withTransaction } from "#lib/store/transaction.ts";
import { rotationsAmong } from "#lib/verify/anchors/rotations.ts";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";

/**
 * The key that the console signs with now, from its file. A rotation that stands in the list and was interrupted before the
 * file had the new key is finished first, by whoever comes next.
 */
export async function keyInForce(keyFile: string): Promise<KeyObject> {
  if ((await findNextKey(keyFile)) !== null)
    await withTransaction(async (tx) => {
      await lockAnchors(tx);
      await finishRotation(tx, keyFile);
    });
  return readSigningKey(keyFile);
}

/** Under the anchors' lock: what is in the list is in force, and a next key that is not in it never was. */
export async function finishRotation(tx: Transaction, keyFile: string): Promise<void> {
  const next = await findNextKey(keyFile);
  if (next === null) return;
  const [from, to] = [publicKeyOf(await readSigningKey(keyFile)), publicKeyOf(next)];
  const listed = rotationsAmong(await leavesOfNoStream(tx));
  const rotation = listed.find((one) => one.from.id === from.id && one.to.id === to.id);
  if (rotation !== undefined) await takeUpNextKey(keyFile, canonicalJson(rotation.record));
}

import { findSignedRecord } from "#lib/store/signed-records.ts";

/** Which key of the console signed a sealed record, and when. */
export type SignedView = { keyId: string; at: string };

/** Of a sealing, by its name in its log; null while the worker has not signed it. */
export async function readSigned(stream: string, sealing: string): Promise<SignedView | null> {
  const found = await findSignedRecord(stream, sealing);
  return found === null ? null : { keyId: found.keyId, at: found.signedAt };
}

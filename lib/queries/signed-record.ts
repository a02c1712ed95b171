import { findSignedRecord } from "#lib/store/signed-records.ts";
import { subjectOf } from "#lib/verify/bundle/records.ts";

/** Which key of the console signed a sealed record, and when. */
export type SignedView = { keyId: string; at: string };

/** Null while the worker has not signed it. */
export async function readSigned(reference: string, decision: string): Promise<SignedView | null> {
  const found = await findSignedRecord(subjectOf(reference, decision));
  return found === null ? null : { keyId: found.keyId, at: found.signedAt };
}

import type { KeyObject } from "node:crypto";
import { readRawEntriesAbout } from "#lib/store/log/raw-entries.ts";
import { keepSignedRecord, signedRecordsOf } from "#lib/store/signed-records.ts";
import { payloadTypes } from "#lib/verify/bundle/envelope.ts";
import { publicKeyOf, seal } from "#lib/verify/bundle/seal.ts";
import { sealingsIn } from "#lib/verify/bundle/sealings.ts";

/**
 * Signs each sealed record of a log that the console has not signed yet, and keeps the envelope. What was signed stays,
 * also where the log says another thing by now: that is what the envelope is to show.
 */
export async function signRecords(stream: string, privateKey: KeyObject): Promise<void> {
  const kept = new Set((await signedRecordsOf(stream)).map(({ sealing }) => sealing));
  const entries = await readRawEntriesAbout(stream, ["recordDigest"]);
  for (const { name, statement } of sealingsIn({ stream, entries })) {
    if (kept.has(name) || statement === null) continue;
    const envelope = seal(privateKey, payloadTypes.statement, statement);
    await keepSignedRecord(stream, { sealing: name, keyId: publicKeyOf(privateKey).id, envelope });
  }
}

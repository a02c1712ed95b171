import type { KeyObject } from "node:crypto";
import { readRawEntriesAbout } from "#lib/store/log/raw-entries.ts";
import { keepSignedRecord, signedRecordsOf } from "#lib/store/signed-records.ts";
import { readActs } from "#lib/verify/bundle/acts.ts";
import { payloadTypes } from "#lib/verify/bundle/envelope.ts";
import { Report } from "#lib/verify/bundle/findings.ts";
import { statementOfRecord, subjectOf } from "#lib/verify/bundle/records.ts";
import { publicKeyOf, seal } from "#lib/verify/bundle/seal.ts";

/**
 * Signs each sealed decision of a log that the console has not signed yet, and keeps the envelope. What was signed stays,
 * also where the log says another thing by now: that is what the envelope is to show.
 */
export async function signRecords(stream: string, privateKey: KeyObject): Promise<void> {
  const kept = new Set((await signedRecordsOf(stream)).map(({ subject }) => subject));
  const entries = await readRawEntriesAbout(stream, ["recordDigest"]);
  for (const act of readActs(entries, new Report())) {
    if (act.type !== "DecisionSealed") continue;
    const subject = subjectOf(stream, act.facts.decision);
    if (kept.has(subject)) continue;
    const statement = statementOfRecord(stream, act);
    if (statement === null) continue;
    const envelope = seal(privateKey, payloadTypes.statement, statement);
    await keepSignedRecord(stream, { subject, keyId: publicKeyOf(privateKey).id, envelope });
  }
}

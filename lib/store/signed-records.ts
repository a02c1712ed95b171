import { clientOf } from "./transaction.ts";

/** What the console signed when a record of a log was sealed. The sealing is named as in its bundle. */
export type SignedRecord = { sealing: string; keyId: string; envelope: string; signedAt: string };

// The sealing's name is unique in its log only, and the table holds those of every log.
const subjectOf = (stream: string, sealing: string): string => `${stream}/${sealing}`;

/** Null where the console has not signed it, or not yet. */
export async function findSignedRecord(stream: string, sealing: string): Promise<SignedRecord | null> {
  const records = await signedRecordsWhere({ stream, subject: subjectOf(stream, sealing) });
  return records[0] ?? null;
}

/** The envelopes that the console made when records of a log were sealed. */
export const signedRecordsOf = (stream: string): Promise<SignedRecord[]> => signedRecordsWhere({ stream });

async function signedRecordsWhere(where: { stream: string; subject?: string }): Promise<SignedRecord[]> {
  const rows = await clientOf().signedRecord.findMany({ where, orderBy: { signedAt: "asc" } });
  return rows.map(({ stream, subject, keyId, envelope, signedAt }) => ({
    sealing: subject.slice(subjectOf(stream, "").length),
    keyId,
    envelope,
    signedAt: signedAt.toISOString(),
  }));
}

/** Keeps an envelope. Of two workers that signed at once the first one's stays. */
export async function keepSignedRecord(
  stream: string,
  { sealing, keyId, envelope }: Omit<SignedRecord, "signedAt">,
): Promise<void> {
  await clientOf().$executeRaw`
    INSERT INTO "SignedRecord" (subject, stream, key_id, envelope)
    VALUES (${subjectOf(stream, sealing)}, ${stream}, ${keyId}, ${envelope}) ON CONFLICT DO NOTHING`;
}

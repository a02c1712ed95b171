import { clientOf } from "./transaction.ts";

export type SignedRecord = { subject: string; keyId: string; envelope: string; signedAt: string };

const columns = { subject: true, keyId: true, envelope: true, signedAt: true } as const;

type Row = Omit<SignedRecord, "signedAt"> & { signedAt: Date };
const toRecord = ({ signedAt, ...row }: Row): SignedRecord => ({ ...row, signedAt: signedAt.toISOString() });

/** What the console signed of a record when it was sealed; null where it has not, or not yet. */
export async function findSignedRecord(subject: string): Promise<SignedRecord | null> {
  const row = await clientOf().signedRecord.findUnique({ where: { subject }, select: columns });
  return row === null ? null : toRecord(row);
}

/** The envelopes that the console made when records of a log were sealed. */
export async function signedRecordsOf(stream: string): Promise<SignedRecord[]> {
  const rows = await clientOf().signedRecord.findMany({ where: { stream }, select: columns });
  return rows.map(toRecord);
}

/** Keeps an envelope. Of two workers that signed at once the first one's stays. */
export async function keepSignedRecord(
  stream: string,
  { subject, keyId, envelope }: Omit<SignedRecord, "signedAt">,
): Promise<void> {
  await clientOf().$executeRaw`
    INSERT INTO "SignedRecord" (subject, stream, key_id, envelope)
    VALUES (${subject}, ${stream}, ${keyId}, ${envelope}) ON CONFLICT DO NOTHING`;
}

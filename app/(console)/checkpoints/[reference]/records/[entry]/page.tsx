import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readCheckpointRecord } from "#lib/queries/checkpoint-record.ts";
import { SealedRecordPage } from "../../../../_records/sealed-record-page.tsx";

export const metadata: Metadata = { title: "Sealed record" };

type RecordPage = { params: Promise<{ reference: string; entry: string }> };

/** What a question came to, as it was sealed. */
export default async function CheckpointRecordPage({ params }: RecordPage) {
  const [viewer, { reference, entry }] = await Promise.all([requireViewer(), params]);
  const found = /^\d{1,9}$/.test(entry) ? await readCheckpointRecord(reference, Number(entry), viewer) : null;
  if (found === null) notFound();
  const above = (
    <Link className="link" href={`/checkpoints/${reference}`}>
      {reference}
    </Link>
  );
  return <SealedRecordPage found={found} above={above} />;
}

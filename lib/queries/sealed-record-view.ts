import { type RecordDocument, recordMarkdown } from "#lib/domain/record/document.ts";
import type { SignedView } from "./signed-record.ts";

/** What an entry of an incident or a checkpoint sealed, as a document to be read. */
export type SealedRecordView = {
  reference: string;
  seq: number;
  /** The protocol whose clauses it cites. */
  rules: { packId: string; hash?: string };
  document: RecordDocument;
  /** Exactly what was sealed, and its digest. */
  record: string;
  recordDigest: string;
  /** Null while the console has not signed what was sealed. */
  signed: SignedView | null;
};

/** The record as Markdown, with the digest of what was sealed and the key that signed it. */
export function markdownOf({ reference, seq, document, recordDigest, signed }: SealedRecordView): string {
  const by =
    signed === null
      ? "The console has not signed the record yet."
      : `Signed by the console's key \`${signed.keyId}\`, ${signed.at}.`;
  return `${recordMarkdown(document)}\nEntry ${seq} of ${reference}. SHA-256 of the sealed record: \`${recordDigest}\`. ${by}\n`;
}

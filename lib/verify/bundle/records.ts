import { canonicalJson } from "#lib/platform/canonical.ts";
import { sha256 } from "#lib/platform/digest.ts";
import type { ActOf } from "./acts.ts";

export const predicateType = "urn:holdpoint:sealed-decision:v1";

export const recordPath = (decision: string): string => `records/${decision}.json`;
export const recordTextPath = (decision: string): string => `records/${decision}.md`;
export const passkeyPath = (credentialId: string): string =>
  `keys/passkey-${sha256(credentialId).slice(0, 32)}.pem`;

/** What a record's statement is about, by name: a decision in its log. */
export const subjectOf = (stream: string, decision: string): string => `${stream}/${decision}`;

/** A sealed decision as an in-toto statement: its subject is the record by its digest, its predicate the record itself. */
export function statementOfRecord(stream: string, sealed: ActOf<"DecisionSealed">): string {
  const { decision, gate, outcome, go, cause, record, recordDigest } = sealed.facts;
  return canonicalJson({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: subjectOf(stream, decision), digest: { sha256: recordDigest } }],
    predicateType,
    predicate: {
      stream,
      decision,
      gate,
      outcome,
      go,
      cause,
      sealedAt: sealed.occurredAt,
      sealedBy: { seq: sealed.seq, hash: sealed.hash },
      record: JSON.parse(record),
    },
  });
}

import { canonicalJson } from "#lib/platform/canonical.ts";
import { sha256 } from "#lib/platform/digest.ts";
import type { ActOf } from "./acts.ts";
import type { Placed } from "./typed-entries.ts";

const predicateTypes = {
  decision: "urn:holdpoint:sealed-decision:v1",
  checkpoint: "urn:holdpoint:sealed-checkpoint:v1",
} as const;

/** Where the record of a sealing stands in a bundle, and the same for people to read. */
export const recordPath = (sealing: string): string => `records/${sealing}.json`;
export const recordTextPath = (sealing: string): string => `records/${sealing}.md`;
export const passkeyPath = (credentialId: string): string =>
  `keys/passkey-${sha256(credentialId).slice(0, 32)}.pem`;

/** What a record's statement is about, by name: a decision of an incident, a question of a checkpoint. */
const subjectOf = (stream: string, decision: string): string => `${stream}/${decision}`;

type Said = { kind: keyof typeof predicateTypes; name: string; predicate: Record<string, unknown> };
type SealedEntry = Placed & { facts: { record: string; recordDigest: string } };

/**
 * A sealed decision as an in-toto statement: its subject is the record by its digest, its predicate the record itself.
 * Null where the record in the log is none that could stand there.
 */
export function statementOfSealing(
  stream: string,
  { facts: { record, recordDigest }, occurredAt, seq, hash }: SealedEntry,
  { kind, name, predicate }: Said,
): string | null {
  const sealed = { sealedAt: occurredAt, sealedBy: { seq, hash } };
  try {
    return canonicalJson({
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ name: subjectOf(stream, name), digest: { sha256: recordDigest } }],
      predicateType: predicateTypes[kind],
      predicate: { stream, ...predicate, ...sealed, record: JSON.parse(record) },
    });
  } catch {
    return null;
  }
}

export function statementOfRecord(stream: string, sealed: ActOf<"DecisionSealed">): string | null {
  const { decision, gate, outcome, go, cause } = sealed.facts;
  const predicate = { decision, gate, outcome, go, cause };
  return statementOfSealing(stream, sealed, { kind: "decision", name: decision, predicate });
}

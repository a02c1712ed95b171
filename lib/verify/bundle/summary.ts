import type { RawEntry } from "#lib/domain/record/entry.ts";
import { readHeader } from "../header.ts";
import type { Counts, DecisionSummary } from "./findings.ts";
import type { History } from "./history.ts";
import type { Manifest } from "./manifest.ts";

/** The sealed decisions, each with the verdicts that stood. */
export function summariesOf({ decisions }: History): DecisionSummary[] {
  return [...decisions.values()].flatMap(({ id, packet, sealed, verdicts }) => {
    if (sealed === null) return [];
    const { outcome, go } = sealed.facts;
    const given = [...verdicts.values()].map(({ facts: { party, person, answer, proof, signedAt } }) => ({
      party,
      person,
      answer,
      means: proof.method,
      signedAt,
    }));
    const { question } = packet;
    return [{ decision: id, question, outcome, go, sealedAt: sealed.occurredAt, verdicts: given }];
  });
}

const isRedacted = ({ text, header }: RawEntry) => text === null && readHeader(header)?.textDigest !== null;

export function countsOf(manifest: Manifest, entries: readonly RawEntry[], history: History | null): Counts {
  const proofs = history?.proofs ?? [];
  return {
    files: manifest.files.length,
    evidence: manifest.files.filter(({ kind }) => kind === "evidence").length,
    anchors: manifest.files.filter(({ kind }) => kind === "anchor").length,
    entries: entries.length,
    redacted: entries.filter(isRedacted).length,
    passkeys: proofs.filter((method) => method === "passkey").length,
    attested: proofs.filter((method) => method === "server-attested").length,
  };
}

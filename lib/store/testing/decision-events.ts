import type { NewEvent } from "#lib/domain/incident/events/index.ts";
import type { DecisionState, IncidentState } from "#lib/domain/incident/state.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { newId } from "#lib/platform/ids.ts";
import { digest, people, type Telling } from "./telling.ts";

/** What can follow in evidence and decisions: one decision is open at a time. */
export function decisions(state: IncidentState, telling: Telling): NewEvent[] {
  const { words } = telling;
  const evidence: NewEvent = {
    type: "EvidenceHandedIn",
    facts: {
      evidence: newId(),
      requirement: "smoke",
      party: "producer",
      source: "person",
      kind: "text",
      sha256: digest,
      bytes: words.length,
      supersedes: state.evidence.at(-1)?.evidence ?? null,
      exitCode: null,
    },
    text: { summary: words, body: words },
  };
  const open = state.decisions.find((decision) => decision.sealed === null);
  if (open === undefined) return [evidence, proposed(state, words)];
  const { decision, packet, packetDigest } = open;
  const voided = Object.keys(open.verdicts);
  const record = `${decision} ${state.seq}`;
  return [
    evidence,
    { type: "DecisionRevised", facts: { decision, packet, packetDigest, voided }, text: {} },
    verdict(open, record, telling),
    {
      type: "DecisionSealed",
      facts: {
        decision,
        gate: "continue",
        outcome: "no-go",
        go: false,
        cause: "unequal-answers",
        record,
        recordDigest: sha256(record),
      },
      text: {},
    },
  ];
}

function proposed(state: IncidentState, words: string): NewEvent {
  const decision = newId();
  return {
    type: "DecisionProposed",
    facts: {
      decision,
      gate: "continue",
      packet: {
        schema: "holdpoint-packet-v1",
        incident: state.reference,
        decision,
        gate: "continue",
        question: "How do we go on?",
        pack: state.pack,
        severity: state.severity,
        baseline: state.baseline,
        run: null,
        criteria: [],
        evidence: [],
        residualRiskDigest: digest,
      },
      packetDigest: digest,
    },
    text: { residualRisk: words },
  };
}

function verdict(
  { decision, packetDigest }: DecisionState,
  record: string,
  { words, now }: Telling,
): NewEvent {
  const party = words.length % 2 === 0 ? "producer" : "consumer";
  return {
    type: "VerdictSigned",
    facts: {
      decision,
      party,
      person: people[0],
      answer: "no-go",
      packetDigest,
      statement: record,
      statementDigest: sha256(record),
      proof: { method: "server-attested", checked: ["password", "one-time-code"] },
      signedAt: now,
    },
    text: { remediationPlan: words },
  };
}

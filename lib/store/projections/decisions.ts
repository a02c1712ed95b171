import type { DecisionState, VerdictState } from "#lib/domain/incident/state.ts";
import { type Changes, changed, put, type Step } from "./rows.ts";

export function projectDecisions(changes: Changes, { incidentId, before, after }: Step): void {
  for (const decision of changed(before?.decisions, after.decisions)) {
    put(changes.decisions, decision.decision, {
      id: decision.decision,
      incidentId,
      gate: decision.gate,
      packetDigest: decision.packetDigest,
      revision: decision.revision,
      proposedBy: decision.proposedBy,
      proposedAt: decision.proposedAt,
      outcome: decision.sealed?.outcome ?? null,
      isGo: decision.sealed?.go ?? null,
      sealedAt: decision.sealed?.at ?? null,
      recordDigest: decision.sealed?.recordDigest ?? null,
    });
    const earlier = before?.decisions.find((known) => known.decision === decision.decision);
    projectVerdicts(changes, decision, earlier);
  }
  for (const item of changed(before?.evidence, after.evidence)) {
    const { evidence: id, requirement, party, sha256, seq, by, at, supersededBy } = item;
    put(changes.evidence, id, { id, incidentId, requirement, party, sha256, seq, by, at, supersededBy });
  }
}

/** A verdict that a revision or a later answer of its party pushed out stays, marked as void. */
function projectVerdicts(
  changes: Changes,
  decision: DecisionState,
  earlier: DecisionState | undefined,
): void {
  const standing = Object.values(decision.verdicts);
  const known = Object.values(earlier?.verdicts ?? {});
  for (const verdict of changed(standing, known)) putVerdict(changes, decision, verdict, true);
  for (const verdict of changed(known, standing)) {
    putVerdict(changes, decision, verdict, false);
    const { seq, proof, statement, statementDigest } = verdict;
    const decisionId = decision.decision;
    const row = { decisionId, seq, method: proof.method, statement, statementDigest, proof };
    put(changes.signatures, `${decisionId} ${seq}`, row);
  }
}

function putVerdict(
  { verdicts }: Changes,
  { decision }: DecisionState,
  verdict: VerdictState,
  isVoided: boolean,
) {
  const { seq, party, person, answer, signedAt } = verdict;
  put(verdicts, `${decision} ${seq}`, {
    decisionId: decision,
    seq,
    party,
    person,
    answer,
    signedAt,
    isVoided,
  });
}

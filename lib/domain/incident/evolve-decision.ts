import { type DeputyState, withDeputyEnded } from "../decision/deputy-events.ts";
import type { LoggedEvent } from "./events/index.ts";
import type { DecisionState, IncidentState } from "./state.ts";

export const decisionTypes = [
  "EvidenceHandedIn",
  "DeliverableHandedIn",
  "SignerEnrolled",
  "DecisionProposed",
  "DecisionRevised",
  "VerdictSigned",
  "DecisionSealed",
  "DecisionFiled",
  "DeputyNamed",
  "DeputyEnded",
] as const;
type DecisionEvent = LoggedEvent<(typeof decisionTypes)[number]>;

export function evolveDecision(state: IncidentState, event: DecisionEvent): IncidentState {
  switch (event.type) {
    case "EvidenceHandedIn":
      return handIn(state, event);
    case "DeliverableHandedIn": {
      const act = { by: event.actor.id, at: event.occurredAt, seq: event.seq, party: null };
      return { ...state, deliverables: { ...state.deliverables, [event.facts.deliverable]: act } };
    }
    case "SignerEnrolled": {
      const { person, party, credentialId, publicKeyCose, algorithm } = event.facts;
      return {
        ...state,
        signers: [
          ...state.signers,
          { person, party, credentialId, publicKeyCose, algorithm, entryHash: event.hash },
        ],
      };
    }
    case "DecisionProposed":
      return { ...state, decisions: [...state.decisions, proposed(event)] };
    case "DecisionRevised":
      return withDecision(state, event.facts.decision, (decision) => revised(decision, event));
    case "VerdictSigned": {
      const { decision: id, ...verdict } = event.facts;
      return withDecision(state, id, (decision) => ({
        ...decision,
        verdicts: { ...decision.verdicts, [verdict.party]: { ...verdict, seq: event.seq } },
        voided: without(decision.voided, verdict.party),
      }));
    }
    case "DecisionSealed": {
      const { outcome, go, cause, record, recordDigest } = event.facts;
      return withDecision(state, event.facts.decision, (decision) => ({
        ...decision,
        sealed: { outcome, go, cause, record, recordDigest, at: event.occurredAt, seq: event.seq },
      }));
    }
    case "DecisionFiled":
      return file(state, event);
    case "DeputyNamed":
    case "DeputyEnded":
      return { ...state, deputies: evolveDeputies(state.deputies, event) };
  }
}

function evolveDeputies(
  deputies: DeputyState[],
  event: LoggedEvent<"DeputyNamed" | "DeputyEnded">,
): DeputyState[] {
  const mark = { by: event.actor.id, at: event.occurredAt, seq: event.seq };
  return event.type === "DeputyEnded"
    ? withDeputyEnded(deputies, event.facts.named, mark)
    : [...deputies, { ...event.facts, ...mark, ended: null }];
}

function file(state: IncidentState, { facts, occurredAt, seq }: LoggedEvent<"DecisionFiled">): IncidentState {
  const { decision: id, party, place } = facts;
  return withDecision(state, id, (decision) => ({
    ...decision,
    filed: { ...decision.filed, [party]: { place, at: occurredAt, seq } },
  }));
}

function handIn(state: IncidentState, event: LoggedEvent<"EvidenceHandedIn">): IncidentState {
  const { evidence, requirement, party, sha256, bytes, media, source, supersedes, exitCode } = event.facts;
  const earlier = state.evidence.map((item) =>
    item.evidence === supersedes ? { ...item, supersededBy: evidence } : item,
  );
  const item = {
    evidence,
    requirement,
    party,
    sha256,
    bytes,
    media: media ?? null,
    source,
    seq: event.seq,
    by: event.actor.id,
    at: event.occurredAt,
    exitCode,
    supersededBy: null,
  };
  return { ...state, evidence: [...earlier, item] };
}

const proposed = (event: LoggedEvent<"DecisionProposed">): DecisionState => ({
  ...event.facts,
  revision: 1,
  proposedBy: event.actor.id,
  proposedAt: event.occurredAt,
  proposedSeq: event.seq,
  verdicts: {},
  voided: {},
  sealed: null,
  filed: {},
});

const revised = (
  decision: DecisionState,
  { facts: { packet, packetDigest } }: LoggedEvent<"DecisionRevised">,
): DecisionState => ({
  ...decision,
  packet,
  packetDigest,
  revision: decision.revision + 1,
  verdicts: {},
  voided: { ...decision.voided, ...decision.verdicts },
});

const without = <T>(byParty: Record<string, T>, party: string): Record<string, T> =>
  Object.fromEntries(Object.entries(byParty).filter(([one]) => one !== party));

function withDecision(
  state: IncidentState,
  id: string,
  change: (decision: DecisionState) => DecisionState,
): IncidentState {
  return {
    ...state,
    decisions: state.decisions.map((decision) => (decision.decision === id ? change(decision) : decision)),
  };
}

import { mayReadRoom, type Reader } from "#lib/domain/authority/read.ts";
import { blockersOf } from "#lib/domain/incident/decide/decision.ts";
import type { Packet } from "#lib/domain/incident/events/decision.ts";
import type { DecisionState, IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import type { Blocker } from "#lib/domain/refusal.ts";
import { checkpointsAtGo } from "#lib/store/checkpoints.ts";
import { incidentOfDecision } from "#lib/store/decisions.ts";
import { readEntryText } from "#lib/store/entry-text.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { findPersons } from "#lib/store/people.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { readDeputies, readSigner, type SignerView } from "./decision-deputies.ts";
import { type EvidenceView, type HandingIn, handingIn, readEvidence } from "./decision-evidence.ts";
import { type FilingView, readFilings } from "./decision-filings.ts";
import { type AddresseeView, addresseesOf, type QuestionView, readQuestions } from "./decision-questions.ts";
import { readSides, type SideView } from "./decision-sides.ts";
import type { DeputiesView } from "./deputies.ts";
import { readSigned, type SignedView } from "./signed-record.ts";

export type AnswerView = {
  id: string;
  label: string;
  go: boolean;
  needsRemediationPlan: boolean;
  blockers: Blocker[];
};
export type DecisionView = {
  reference: string;
  title: string;
  isOpen: boolean;
  gate: string;
  rule: string | null;
  packet: Packet;
  packetDigest: string;
  revision: number;
  proposedBy: string;
  proposedAt: string;
  residualRisk: string | null;
  sides: SideView[];
  answers: AnswerView[];
  evidence: EvidenceView[];
  handingIn: HandingIn;
  head: { seq: number; hash: string };
  sealed: DecisionState["sealed"];
  /** Null while the console has not signed what was sealed. */
  signed: SignedView | null;
  filed: FilingView[];
  outcomeLabel: string | null;
  questions: QuestionView[];
  addressees: AddresseeView[];
  deputies: DeputiesView;
  viewer: SignerView;
};

/** The packet for an approver who was just woken; null where there is none or the reader has no part in it. */
export async function readDecision(id: string, reader: Reader): Promise<DecisionView | null> {
  const reference = await incidentOfDecision(id);
  const incident = reference === null ? null : await readIncident(reference);
  const decision = incident?.state.decisions.find((one) => one.decision === id);
  if (incident === null || decision === undefined || !mayReadRoom(incident.state.participants, reader))
    return null;
  const { state, head } = incident;
  const pack = await packByHash(state.pack.hash);
  const gate = pack.gates[decision.gate];
  const about = { state, pack, decision, reader, now: await databaseNow() };
  const [names, declared, proposal, sides, evidence, filed, questions, deputies, viewer, atGo, signed] =
    await Promise.all([
      findPersons([decision.proposedBy]),
      readEntryText(state.reference, 1, "IncidentDeclared"),
      readEntryText(state.reference, decision.proposedSeq, "DecisionProposed"),
      readSides(state, pack, decision),
      readEvidence(state, pack, reader),
      readFilings(state.reference, pack, decision),
      readQuestions(state, pack, id, reader),
      readDeputies(about),
      readSigner(about),
      checkpointsAtGo(state.services),
      readSigned(state.reference, id),
    ]);
  const proposer = names[0]?.name ?? "";
  return {
    reference: state.reference,
    title: declared?.title ?? "",
    isOpen: state.status === "open",
    ...proposedIn(decision),
    rule: gate?.rule ?? null,
    proposedBy: proposer,
    residualRisk: proposal?.residualRisk ?? null,
    sides,
    answers: answersOf(state, pack, decision, atGo),
    evidence,
    handingIn: handingIn(state, pack, reader),
    questions,
    addressees: addresseesOf(state, pack, decision, { proposer, reader }),
    head,
    sealed: decision.sealed,
    signed,
    filed,
    outcomeLabel: gate?.answers.find((answer) => answer.id === decision.sealed?.outcome)?.label ?? null,
    deputies,
    viewer,
  };
}

function proposedIn({ gate, packet, packetDigest, revision, proposedAt }: DecisionState) {
  return { gate, packet, packetDigest, revision, proposedAt };
}

function answersOf(
  state: IncidentState,
  pack: ProtocolPack,
  decision: DecisionState,
  checkpointsAtGo: string[],
): AnswerView[] {
  const around = { otherCriticalIncidents: 0, checkpointsAtGo };
  return (pack.gates[decision.gate]?.answers ?? []).map(({ id, label, go, needsRemediationPlan }) => ({
    id,
    label,
    go,
    needsRemediationPlan,
    blockers: blockersOf(state, pack, decision, id, around),
  }));
}

import { hasOneTimeCodes } from "#lib/auth/signature/one-time-codes.ts";
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
import { listPasskeys } from "#lib/store/passkeys.ts";
import { findPersons } from "#lib/store/people.ts";
import { type EvidenceView, type HandingIn, handingIn, readEvidence } from "./decision-evidence.ts";
import { type FilingView, readFilings } from "./decision-filings.ts";
import { type AddresseeView, addresseesOf, type QuestionView, readQuestions } from "./decision-questions.ts";

export type SideView = {
  party: string;
  title: string;
  of: string;
  verdict: {
    answer: string;
    label: string;
    go: boolean;
    signer: string;
    signedAt: string;
    method: "passkey" | "server-attested";
    statementDigest: string;
    statement: string;
    remediationPlan: string | null;
  } | null;
};
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
  filed: FilingView[];
  outcomeLabel: string | null;
  questions: QuestionView[];
  addressees: AddresseeView[];
  viewer: { party: string | null; passkeys: number; hasOneTimeCodes: boolean };
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
  const [names, declared, proposal, sides, evidence, filed, questions, passkeys, codes, atGo] =
    await Promise.all([
      findPersons([decision.proposedBy]),
      readEntryText(state.reference, 1, "IncidentDeclared"),
      readEntryText(state.reference, decision.proposedSeq, "DecisionProposed"),
      readSides(state, pack, decision),
      readEvidence(state, pack, reader),
      readFilings(state.reference, pack, decision),
      readQuestions(state, pack, id, reader),
      listPasskeys(reader.personId),
      hasOneTimeCodes(reader.personId),
      checkpointsAtGo(state.services),
    ]);
  return {
    reference: state.reference,
    title: declared?.title ?? "",
    isOpen: state.status === "open",
    gate: decision.gate,
    rule: gate?.rule ?? null,
    packet: decision.packet,
    packetDigest: decision.packetDigest,
    revision: decision.revision,
    proposedBy: names[0]?.name ?? "",
    proposedAt: decision.proposedAt,
    residualRisk: proposal?.residualRisk ?? null,
    sides,
    answers: answersOf(state, pack, decision, atGo),
    evidence,
    handingIn: handingIn(state, pack, reader),
    questions,
    addressees: addresseesOf(state, pack, decision, { proposer: names[0]?.name ?? "", reader }),
    head,
    sealed: decision.sealed,
    filed,
    outcomeLabel: gate?.answers.find((answer) => answer.id === decision.sealed?.outcome)?.label ?? null,
    viewer: { party: partyIn(state, reader), passkeys: passkeys.length, hasOneTimeCodes: codes },
  };
}

const partyIn = ({ participants }: IncidentState, { personId }: Reader): string | null =>
  participants.find(({ person }) => person === personId)?.party ?? null;


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

async function readSides(
  state: IncidentState,
  pack: ProtocolPack,
  decision: DecisionState,
): Promise<SideView[]> {
  const gate = pack.gates[decision.gate];
  if (gate === undefined) return [];
  const signers = await findPersons(Object.values(decision.verdicts).map((verdict) => verdict.person));
  return Promise.all(
    [gate.proposes, gate.confirms].map(async (party) => {
      const verdict = decision.verdicts[party];
      const answer = gate.answers.find((one) => one.id === verdict?.answer);
      const side = { party, title: pack.parties[party]?.title ?? party, of: pack.parties[party]?.of ?? "" };
      if (verdict === undefined) return { ...side, verdict: null };
      const words = await readEntryText(state.reference, verdict.seq, "VerdictSigned");
      return {
        ...side,
        verdict: {
          answer: verdict.answer,
          label: answer?.label ?? verdict.answer,
          go: answer?.go ?? false,
          signer: signers.find((person) => person.id === verdict.person)?.name ?? "",
          signedAt: verdict.signedAt,
          method: verdict.proof.method,
          statementDigest: verdict.statementDigest,
          statement: verdict.statement,
          remediationPlan: words?.remediationPlan || null,
        },
      };
    }),
  );
}

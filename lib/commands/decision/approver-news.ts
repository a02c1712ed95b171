import type { DeputyState } from "#lib/domain/decision/deputy-events.ts";
import { decisionAddress, owedAddress } from "#lib/domain/incident/packet-address.ts";
import type { DecisionState, IncidentState, QuestionState } from "#lib/domain/incident/state.ts";
import { utc } from "#lib/domain/notice/values.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";

/** What an entry asks of people before a signature, and where they do it. */
export type ApproverNews = { to: string[]; title: string; path: string };

/** Whom the entry of that number asks for something that is still to be done, or tells what they asked; null where nobody. */
export function approverNews(state: IncidentState, pack: ProtocolPack, seq: number): ApproverNews | null {
  if (state.status === "closed") return null;
  const asked = state.questions.find((one) => one.seq === seq);
  if (asked !== undefined) return asked.answered === null ? questionNews(asked, state) : null;
  const answered = state.questions.find((one) => one.answered?.seq === seq);
  if (answered !== undefined) return answerNews(answered, state);
  const deputy = state.deputies.find((one) => one.seq === seq && one.ended === null);
  if (deputy !== undefined) return deputyNews(deputy, state, pack);
  const decision = state.decisions.find(
    ({ proposedSeq, verdicts }) =>
      proposedSeq === seq || Object.values(verdicts).some((verdict) => verdict.seq === seq),
  );
  return decision === undefined || decision.sealed !== null ? null : decisionNews(decision, state, pack);
}

function questionNews({ by, about, to }: QuestionState, state: IncidentState): ApproverNews {
  const people = state.participants.filter(({ person, roles }) =>
    "role" in to ? person !== by && roles.includes(to.role) : person === to.person,
  );
  const isDecision = "decision" in about;
  return {
    to: people.map(({ person }) => person),
    title: `You are asked something before ${isDecision ? "a decision is signed" : "an approval is given"}`,
    path: isDecision ? decisionAddress(about.decision) : owedAddress(state.reference, "answer-question"),
  };
}

function answerNews({ by, about }: QuestionState, { reference }: IncidentState): ApproverNews {
  const isDecision = "decision" in about;
  const path = isDecision ? decisionAddress(about.decision) : owedAddress(reference, "answer-approval");
  return { to: [by], title: "What you asked before answering has been answered", path };
}

function deputyNews(
  { person, party, until }: DeputyState,
  { reference, decisions }: IncidentState,
  { parties }: ProtocolPack,
): ApproverNews {
  const open = decisions.find(({ sealed }) => sealed === null);
  return {
    to: [person],
    title: `You are named to sign for the ${(parties[party]?.title ?? party).toLowerCase()} until ${utc(until)}`,
    path: open === undefined ? `/incidents/${reference}` : decisionAddress(open.decision),
  };
}

function decisionNews(
  { gate: name, decision, verdicts }: DecisionState,
  { participants, deputies }: IncidentState,
  { gates }: ProtocolPack,
): ApproverNews | null {
  const gate = gates[name];
  if (gate === undefined) return null;
  const awaited = [gate.proposes, gate.confirms].filter((party) => verdicts[party] === undefined);
  return {
    to: [
      ...participants.flatMap(({ person, party }) =>
        party !== null && awaited.includes(party) ? [person] : [],
      ),
      ...deputies.flatMap(({ person, party, ended }) =>
        ended === null && awaited.includes(party) ? [person] : [],
      ),
    ],
    title: `Your side's answer is awaited: ${gate.question}`,
    path: decisionAddress(decision),
  };
}

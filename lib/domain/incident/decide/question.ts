import { leads } from "../../authority/lead.ts";
import { asOpenParticipant } from "../../authority/who.ts";
import { own } from "../../protocol/own.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, type Outcome, refuse } from "../../refusal.ts";
import { findRun } from "../../rollback/run.ts";
import { type ActingPerson, type Circumstances, type Decided, personToken } from "../circumstances.ts";
import type { QuestionAddressee, QuestionSubject } from "../events/command.ts";
import type { IncidentState, QuestionState } from "../state.ts";
import { asOpenSigner } from "./signer.ts";

export type Question = {
  question: string;
  about: QuestionSubject;
  to: QuestionAddressee;
  words: string;
};

/** Who answers for the subject: a run's approver and ratifier, a decision's two sides. Null where there is no such subject. */
function answerersOf(
  about: QuestionSubject,
  state: IncidentState,
  pack: ProtocolPack,
): { roles: string[]; parties: string[]; rule: string | null } | null {
  if ("run" in about) {
    const run = findRun(state, about.run);
    const roles = [run?.approval?.role, run?.ratification?.role].filter((role) => role !== undefined);
    return run === null ? null : { roles, parties: [], rule: run.rule };
  }
  const decision = state.decisions.find((one) => one.decision === about.decision);
  const gate = pack.gates[decision?.gate ?? ""];
  return gate === undefined
    ? null
    : { roles: [], parties: [gate.proposes, gate.confirms], rule: gate.rule ?? null };
}

/** Whether a person may ask back about a run or a decision: they answer for it, or they lead. */
export function mayAskBack(
  about: QuestionSubject,
  state: IncidentState,
  pack: ProtocolPack,
  person: Pick<ActingPerson, "id" | "roles" | "party">,
): Outcome<null> {
  const answerers = answerersOf(about, state, pack);
  if (answerers === null) return refuse("invalid", null, "There is nothing of that kind to ask about.");
  const { roles, parties, rule } = answerers;
  const answers =
    roles.some((role) => person.roles.includes(role)) || parties.some((party) => party === person.party);
  return answers || leads(state, pack, person)
    ? accept(null)
    : refuse("unauthorised", rule, "Asked back by who has to answer for it, or by the commander.");
}

/** A question back before an approval or a signature, put to somebody in the room (SM-4, MKC-6). */
export function decideQuestion(
  state: IncidentState,
  pack: ProtocolPack,
  { words, ...facts }: Question,
  circumstances: Circumstances,
): Decided {
  const person = asOpenSigner(state, circumstances);
  if (!person.ok) return person;
  const may = mayAskBack(facts.about, state, pack, person.value);
  if (!may.ok) return may;
  const { to } = facts;
  if ("role" in to && own(pack.roles, to.role) === undefined)
    return refuse("invalid", null, `${pack.title} knows no role "${to.role}".`);
  const isAnybody = state.participants.some((one) => isAddressed(to, { ...one, id: one.person }));
  if (!isAnybody)
    return refuse(
      "invalid",
      null,
      "Nobody in the room would answer: put it to somebody who has a part in it.",
    );
  return accept([{ type: "QuestionAsked", facts, text: { question: words } }]);
}

const isAddressed = (to: QuestionAddressee, person: { id: string; roles: string[] }): boolean =>
  "role" in to ? person.roles.includes(to.role) : person.id === to.person;

/** Whether a person may answer what was asked back: it was put to them, or they lead. */
export const mayAnswerBack = (
  { to }: Pick<QuestionState, "to">,
  state: IncidentState,
  pack: ProtocolPack,
  person: Pick<ActingPerson, "id" | "roles">,
): boolean => isAddressed(to, person) || leads(state, pack, person);

/** Answers a question: whom it was put to, or who leads. */
export function decideAnswer(
  state: IncidentState,
  pack: ProtocolPack,
  input: { question: string; answer: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const asked = state.questions.find((one) => one.question === input.question);
  if (asked === undefined) return refuse("invalid", null, "There is no such question.");
  if (asked.answered !== null)
    return refuse("conflict", null, `${personToken(asked.answered.by)} has answered it already.`);
  if (!mayAnswerBack(asked, state, pack, person.value))
    return refuse("unauthorised", null, "It was put to somebody else.");
  return accept([
    { type: "QuestionAnswered", facts: { question: input.question }, text: { answer: input.answer } },
  ]);
}

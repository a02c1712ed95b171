import type { Reader } from "#lib/domain/authority/read.ts";
import { mayAnswerBack } from "#lib/domain/incident/decide/question.ts";
import type { QuestionAddressee } from "#lib/domain/incident/events/command.ts";
import type { DecisionState, IncidentState, QuestionState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { readEntryText } from "#lib/store/entry-text.ts";
import { findPersons } from "#lib/store/people.ts";

export type QuestionView = {
  question: string;
  /** Null where the words were redacted. */
  words: string | null;
  by: string;
  to: string;
  answer: { words: string | null; by: string } | null;
  /** The reader may answer it. */
  isMine: boolean;
};
/** Whom a question back may be put to. */
export type AddresseeView = { to: QuestionAddressee; title: string };

/** What was asked back before a decision was signed, and the answers. */
export async function readQuestions(
  state: IncidentState,
  pack: ProtocolPack,
  decision: string,
  reader: Reader,
): Promise<QuestionView[]> {
  const asked = state.questions.filter(({ about }) => "decision" in about && about.decision === decision);
  const people = await findPersons([...new Set(asked.flatMap(personsOf))]);
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? "somebody";
  const part = state.participants.find(({ person }) => person === reader.personId);
  const mayAnswer = (one: QuestionState) =>
    part !== undefined &&
    state.status === "open" &&
    one.answered === null &&
    mayAnswerBack(one, state, pack, { ...part, id: part.person });
  return Promise.all(
    asked.map(async (one) => {
      const { question, seq, by, to, answered } = one;
      return {
        question,
        isMine: mayAnswer(one),
        words: (await readEntryText(state.reference, seq, "QuestionAsked"))?.question ?? null,
        by: nameOf(by),
        to: "role" in to ? (pack.roles[to.role]?.title ?? to.role) : nameOf(to.person),
        answer:
          answered === null
            ? null
            : {
                words:
                  (await readEntryText(state.reference, answered.seq, "QuestionAnswered"))?.answer ?? null,
                by: nameOf(answered.by),
              },
      };
    }),
  );
}

const personsOf = ({ by, to, answered }: QuestionState): string[] => [
  by,
  ...("person" in to ? [to.person] : []),
  ...(answered === null ? [] : [answered.by]),
];

/** Whoever prepared the packet first, then the roles that somebody here holds, the commander's before others. */
export function addresseesOf(
  state: IncidentState,
  pack: ProtocolPack,
  { proposedBy }: DecisionState,
  asked: { proposer: string; reader: Reader },
): AddresseeView[] {
  const isThere = state.participants.some(({ person }) => person === proposedBy);
  const proposer = { to: { person: proposedBy }, title: `${asked.proposer}, who proposed it` };
  const roles = [...new Set(state.participants.flatMap((one) => one.roles))];
  const ordered = roles.sort((a, b) => Number(b === pack.commander) - Number(a === pack.commander));
  return [
    ...(isThere && proposedBy !== asked.reader.personId ? [proposer] : []),
    ...ordered.map((role) => ({ to: { role }, title: pack.roles[role]?.title ?? role })),
  ];
}

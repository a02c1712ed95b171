import type { IncidentState, QuestionState } from "#lib/domain/incident/state.ts";
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
};

/** What was asked back before a decision was signed, and the answers. */
export async function readQuestions(
  state: IncidentState,
  pack: ProtocolPack,
  decision: string,
): Promise<QuestionView[]> {
  const asked = state.questions.filter(({ about }) => "decision" in about && about.decision === decision);
  const people = await findPersons([...new Set(asked.flatMap(personsOf))]);
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? "somebody";
  return Promise.all(
    asked.map(async ({ question, seq, by, to, answered }) => ({
      question,
      words: (await readEntryText(state.reference, seq, "QuestionAsked"))?.question ?? null,
      by: nameOf(by),
      to: "role" in to ? (pack.roles[to.role]?.title ?? to.role) : nameOf(to.person),
      answer:
        answered === null
          ? null
          : {
              words: (await readEntryText(state.reference, answered.seq, "QuestionAnswered"))?.answer ?? null,
              by: nameOf(answered.by),
            },
    })),
  );
}

const personsOf = ({ by, to, answered }: QuestionState): string[] => [
  by,
  ...("person" in to ? [to.person] : []),
  ...(answered === null ? [] : [answered.by]),
];

import type { ReactNode } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Card, Row } from "#components/ui/card.tsx";
import { visibleWords } from "#components/ui/visible-words.ts";

/** Something asked back before a signature; words are null where they were redacted. */
export type QuestionBack = {
  id: string | number;
  words: string | null;
  /** Who asked whom. */
  line: ReactNode;
  answer: { words: string | null; by: ReactNode } | null;
  /** The way to answer, for whoever may. */
  action?: ReactNode | undefined;
};

export function QuestionsBack({ questions }: { questions: readonly QuestionBack[] }) {
  if (questions.length === 0) return null;
  return (
    <Card>
      <ul>
        {questions.map((question) => (
          <Asked key={question.id} question={question} />
        ))}
      </ul>
    </Card>
  );
}

function Asked({ question: { words, line, answer, action } }: { question: QuestionBack }) {
  return (
    <Row as="li">
      <span className="min-w-0 flex-1">
        <span className="block whitespace-pre-wrap break-words">{visibleWords(words ?? "redacted")}</span>
        <span className="block text-faint text-xs">{line}</span>
        {answer === null ? (
          <span className="block text-risk">Not answered yet.</span>
        ) : (
          <span className="mt-1 block whitespace-pre-wrap break-words border-line-strong border-l-2 pl-2">
            {visibleWords(answer.words ?? "redacted")}
            <span className="block text-faint text-xs">{answer.by}</span>
          </span>
        )}
        {answer === null ? action : null}
      </span>
    </Row>
  );
}

/** Said to whoever is about to sign: a question that waits holds up no signature, and is not what they sign. */
export function OpenQuestions({ questions }: { questions: readonly { answer: unknown }[] }) {
  const open = questions.filter(({ answer }) => answer === null).length;
  if (open === 0) return null;
  return (
    <Banner
      tone="risk"
      role="note"
      title={
        open === 1 ? "A question back is not answered yet" : `${open} questions back are not answered yet`
      }
    >
      That holds up no signature, and is no part of what you sign.
    </Banner>
  );
}

import { QuestionsBack } from "#components/incident/questions-back.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import type { AskedView, QuestionView } from "#lib/queries/checkpoint-view.ts";
import type { OnAsk } from "./asked.ts";

type Props = { question: QuestionView; party: string | null; onAsk: OnAsk | null };

/** What the sides asked one another before signing, the answers, and the way to ask. */
export function AskedBack({ question, party, onAsk }: Props) {
  const mayAsk = onAsk !== null && party !== null && question.sealing === null;
  if (question.asked.length === 0 && !mayAsk) return null;
  return (
    <Panel title="Questions back" level={3} className="mt-3">
      <div className="grid justify-items-start gap-2">
        <div className="w-full empty:hidden">
          <QuestionsBack
            questions={question.asked.map((one) => ({ ...lineOf(one), action: answer(one, onAsk) }))}
          />
        </div>
        {mayAsk ? (
          <Button
            size="s"
            variant="quiet"
            aria-label={`Ask before you sign: ${question.title}`}
            onClick={() => onAsk({ kind: "ask-back", question: question.id })}
          >
            Ask before you sign
          </Button>
        ) : null}
      </div>
    </Panel>
  );
}

const lineOf = ({ seq, words, by, side, to, at, answer: given }: AskedView) => ({
  id: seq,
  words,
  line: (
    <>
      {by} of the {side.toLowerCase()} asked the {to.toLowerCase()}, <Time value={at} />
    </>
  ),
  answer: given && {
    words: given.words,
    by: (
      <>
        {given.by}, <Time value={given.at} />
      </>
    ),
  },
});

const answer = ({ seq, words, isMine }: AskedView, onAsk: OnAsk | null) =>
  isMine && onAsk !== null ? (
    <Button
      size="s"
      className="mt-1"
      aria-label={`Answer: ${words ?? "a question back"}`}
      onClick={() => onAsk({ kind: "answer-back", asked: seq })}
    >
      Answer
    </Button>
  ) : undefined;

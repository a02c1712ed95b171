import { QuestionsBack } from "#components/incident/questions-back.tsx";
import { Panel } from "#components/ui/card.tsx";
import type { DecisionView } from "#lib/queries/decision.ts";
import { AnswerBackForm } from "./answer-back-form.tsx";
import { AskForm } from "./ask-form.tsx";

/** What was asked back before signing, the answers, and the ways to ask and to answer. */
export function AskedBack({ decision }: { decision: DecisionView }) {
  const { reference, questions, sides, viewer, sealed, isOpen } = decision;
  const mayAsk = sealed === null && isOpen && sides.some(({ party }) => party === viewer.party);
  if (questions.length === 0 && !mayAsk) return null;
  return (
    <Panel title="Questions back">
      <div className="grid gap-3">
        <QuestionsBack
          questions={questions.map(({ question, words, by, to, answer, isMine }) => ({
            id: question,
            words,
            line: `${by} asked ${to}`,
            answer,
            action: isMine ? <AnswerBackForm reference={reference} question={question} /> : undefined,
          }))}
        />
        {mayAsk ? <AskForm decision={decision} /> : null}
      </div>
    </Panel>
  );
}

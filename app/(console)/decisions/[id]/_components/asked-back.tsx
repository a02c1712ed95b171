import { Card, Panel, Row } from "#components/ui/card.tsx";
import { visibleWords } from "#components/ui/visible-words.ts";
import type { DecisionView } from "#lib/queries/decision.ts";
import type { QuestionView } from "#lib/queries/decision-questions.ts";
import { AskForm } from "./ask-form.tsx";

/** What was asked back before signing, the answers, and the way to ask. */
export function AskedBack({ decision }: { decision: DecisionView }) {
  const { questions, sides, viewer, sealed, isOpen } = decision;
  const mayAsk = sealed === null && isOpen && sides.some(({ party }) => party === viewer.party);
  if (questions.length === 0 && !mayAsk) return null;
  return (
    <Panel title="Questions back">
      <div className="grid gap-3">
        {questions.length === 0 ? null : (
          <Card>
            <ul>
              {questions.map((question) => (
                <Asked key={question.question} question={question} />
              ))}
            </ul>
          </Card>
        )}
        {mayAsk ? <AskForm decision={decision} /> : null}
      </div>
    </Panel>
  );
}

function Asked({ question: { words, by, to, answer } }: { question: QuestionView }) {
  return (
    <Row as="li">
      <span className="min-w-0">
        <span className="block whitespace-pre-wrap">{visibleWords(words ?? "redacted")}</span>
        <span className="block text-faint text-xs">
          {by} asked {to}
        </span>
        {answer === null ? (
          <span className="block text-risk">Not answered yet.</span>
        ) : (
          <span className="mt-1 block whitespace-pre-wrap border-line-strong border-l-2 pl-2">
            {visibleWords(answer.words ?? "redacted")}
            <span className="block text-faint text-xs">{answer.by}</span>
          </span>
        )}
      </span>
    </Row>
  );
}

import { Poll } from "#components/incident/poll.tsx";
import { RuleLink } from "#components/incident/rule-link.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/card.tsx";
import type { CheckpointView, QuestionView } from "#lib/queries/checkpoint-view.ts";
import type { OnAsk } from "./asked.ts";
import { AskedBack } from "./asked-back.tsx";
import { panelOf } from "./brought-to-question.ts";
import { HindrancesApart } from "./hindrance-list.tsx";
import { pollSide } from "./poll-side.ts";
import { SealedQuestion } from "./sealed-question.tsx";
import { VoidedSignatures } from "./voided-signatures.tsx";

type Props = { view: CheckpointView; onAsk: OnAsk | null };

/** Both sides' verdicts beside each other, question by question, and what the question comes to. */
export function VerdictPanels({ view, onAsk }: Props) {
  return view.questions.map((question) => (
    <Panel
      key={question.id}
      id={panelOf(question.id)}
      className="scroll-mt-20"
      title={question.title}
      aside={question.rule === null ? null : <RuleLink rule={{ id: question.rule }} />}
    >
      <Poll sides={question.sides.map((side) => pollSide(side, question))} />
      {question.sealing === null ? null : (
        <SealedQuestion reference={view.reference} question={question} sealing={question.sealing} />
      )}
      <VoidedSignatures question={question} party={view.viewer.signsFor?.party ?? null} />
      <Outcome question={question} criteria={criteriaOf(view)} />
      <AskedBack question={question} party={view.viewer.signsFor?.party ?? null} onAsk={onAsk} />
      <Answer question={question} party={view.viewer.signsFor?.party ?? null} onAsk={onAsk} />
    </Panel>
  ));
}

/** The ids of all criteria. */
export const criteriaOf = (view: CheckpointView) =>
  view.groups.flatMap(({ items }) => items.map(({ id }) => id));

/** What blocks it, named: open criteria stand below with their lists too, so here they fold away. */
function Outcome({ question: { isGo, because }, criteria }: { question: QuestionView; criteria: string[] }) {
  return (
    <div className="mt-2 text-s">
      <p className="flex items-center gap-2">
        <Badge tone={isGo ? "met" : "breach"} hasIcon>
          {isGo ? "GO" : "NO-GO"}
        </Badge>
        <span className="text-soft">{isGo ? "All of it holds." : `Blocked by ${because.length}:`}</span>
      </p>
      <div className="mt-1">
        <HindrancesApart hindrances={because} criteria={criteria} foldsCriteria />
      </div>
    </div>
  );
}

type AnswerProps = { question: QuestionView; party: string | null; onAsk: OnAsk | null };

function Answer({ question, party, onAsk }: AnswerProps) {
  if (onAsk === null || party === null || question.sealing !== null) return null;
  const isAgain = question.sides.some((side) => side.party === party && side.verdict !== null);
  return (
    <div className="mt-2">
      <Button onClick={() => onAsk({ kind: "answer", party, question: question.id })}>
        {isAgain ? "Answer again and sign" : "Answer and sign"}
      </Button>
    </div>
  );
}

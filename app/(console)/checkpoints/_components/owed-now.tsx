import { RuleLink } from "#components/incident/rule-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { CheckpointView, OwedView } from "#lib/queries/checkpoint-view.ts";
import type { OnAsk } from "./asked.ts";

type Props = { view: CheckpointView; onAsk: OnAsk | null };

const labels: Record<OwedView["act"]["kind"], string> = {
  report: "Report",
  attest: "Attest",
  write: "Write",
  answer: "Sign",
  "answer-back": "Answer",
  "settle-incidents": "Board",
  close: "Close",
};

/** What is owed now, by whom; the reader's own first. */
export function OwedNow({ view, onAsk }: Props) {
  const inOrder = view.owed.toSorted((left, right) => Number(right.isMine) - Number(left.isMine));
  return (
    <Panel title="Owed now" aside={String(view.owed.length)}>
      {inOrder.length === 0 ? (
        <EmptyState title="Nothing is owed">
          {view.standing === "closed" ? "The checkpoint is closed." : "Every question is sealed."}
        </EmptyState>
      ) : (
        <Card>
          <ul>
            {inOrder.map((owed) => (
              <Line key={owed.id} owed={owed} onAsk={onAsk} />
            ))}
          </ul>
        </Card>
      )}
    </Panel>
  );
}

function Line({ owed, onAsk }: { owed: OwedView; onAsk: OnAsk | null }) {
  const { title, rule, by, isMine, act } = owed;
  const end =
    onAsk === null || !isMine || act.kind === "settle-incidents" ? null : (
      <Button size="s" aria-label={`${labels[act.kind]}: ${title}`} onClick={() => onAsk(act)}>
        {labels[act.kind]}
      </Button>
    );
  return (
    <Row as="li" end={end}>
      <span className="min-w-0">
        {title} {rule === null ? null : <RuleLink rule={{ id: rule }} />}
        <span className="block text-soft">{isMine ? `${by} (you)` : by}</span>
      </span>
    </Row>
  );
}

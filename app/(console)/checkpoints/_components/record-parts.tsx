import { RuleLink } from "#components/incident/rule-link.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import type { CheckpointView } from "#lib/queries/checkpoint-view.ts";
import type { OnAsk } from "./asked.ts";

type Props = { view: CheckpointView; onAsk: OnAsk | null };

/** The joint decision record, part by part. */
export function RecordParts({ view, onAsk }: Props) {
  const there = view.record.filter(({ isThere }) => isThere).length;
  return (
    <Panel title="Joint decision record" aside={`${there} of ${view.record.length}`}>
      <Card>
        <ul>
          {view.record.map((part) => (
            <Part key={part.id} part={part} onAsk={onAsk} />
          ))}
        </ul>
      </Card>
    </Panel>
  );
}

function Part({ part, onAsk }: { part: CheckpointView["record"][number]; onAsk: OnAsk | null }) {
  const { id, title, rule, isThere, words, owner, asks } = part;
  return (
    <Row
      as="li"
      className="items-start"
      end={
        <span className="grid justify-items-end gap-1">
          <Badge tone={isThere ? "met" : "risk"} hasIcon>
            {isThere ? "there" : "missing"}
          </Badge>
          {asks === null || onAsk === null ? null : (
            <Button
              size="s"
              variant="quiet"
              aria-label={`Write: ${title}`}
              onClick={() => onAsk({ kind: "write", part: id })}
            >
              Write
            </Button>
          )}
        </span>
      }
    >
      <div className="min-w-0">
        <p>
          {title} {rule === null ? null : <RuleLink rule={{ id: rule }} />}
        </p>
        {words === null ? null : <p className="whitespace-pre-wrap text-soft">{words}</p>}
        {owner === null ? null : <p className="text-soft">{owner} answers for it.</p>}
      </div>
    </Row>
  );
}

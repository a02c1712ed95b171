import { RuleLink } from "#components/incident/rule-link.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import type { CheckpointView } from "#lib/queries/checkpoint-view.ts";

type Line = { id: string; title: string; rule: string | null; isBad: boolean };

/** What blocks the cutover, and what would end the checkpoint at once. */
export function EndingLists({ view }: { view: CheckpointView }) {
  const noGo = view.noGo.map(({ stands, ...one }) => ({ ...one, isBad: stands }));
  const aborts = view.aborts.map(({ isPulled, ...one }) => ({ ...one, isBad: isPulled }));
  return (
    <>
      <Panel title="NO-GO criteria" aside={`${noGo.filter(({ isBad }) => isBad).length} block it`}>
        <Lines lines={noGo} bad="blocks" good="clear" />
      </Panel>
      <Panel title="Abort triggers" aside="any one is NO-GO at once">
        <Lines lines={aborts} bad="pulled" good="not seen" />
      </Panel>
    </>
  );
}

function Lines({ lines, bad, good }: { lines: Line[]; bad: string; good: string }) {
  return (
    <Card>
      <ul>
        {lines.map(({ id, title, rule, isBad }) => (
          <Row key={id} as="li" end={<Badge tone={isBad ? "breach" : "neutral"}>{isBad ? bad : good}</Badge>}>
            <span>
              {title} {rule === null ? null : <RuleLink rule={{ id: rule }} />}
            </span>
          </Row>
        ))}
      </ul>
    </Card>
  );
}

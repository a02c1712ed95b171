import { CriteriaList, holding } from "#components/incident/criteria-list.tsx";
import { Panel } from "#components/ui/card.tsx";
import type { DecisionView } from "#lib/queries/decision.ts";

/** Each criterion of the packet, what does not hold first, with the rule that asks for it. */
export function DecisionCriteria({ decision }: { decision: DecisionView }) {
  const rows = decision.packet.criteria.map((criterion) => ({
    id: criterion.id,
    title: criterion.title,
    state: criterion.holds ? ("holds" as const) : ("fails" as const),
    rule: criterion.rule === null ? undefined : { id: criterion.rule },
  }));
  return (
    <Panel title="Criteria" aside={holding(rows)}>
      <CriteriaList criteria={rows} />
    </Panel>
  );
}

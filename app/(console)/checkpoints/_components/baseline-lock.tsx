import { RuleLink } from "#components/incident/rule-link.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Panel } from "#components/ui/card.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import type { CheckpointView } from "#lib/queries/checkpoint-view.ts";

type Value = CheckpointView["baseline"][number];

const columns: Column<Value>[] = [
  {
    id: "title",
    title: "Value",
    isRowHeader: true,
    cell: ({ title, rule }) => (
      <>
        {title} {rule === null ? null : <RuleLink rule={{ id: rule }} />}
      </>
    ),
  },
  { id: "locked", title: "Locked", cell: ({ locked }) => <span className="break-all">{locked}</span> },
  { id: "now", title: "Seen now", cell: ({ now }) => <span className="break-all">{now ?? "gone"}</span> },
  {
    id: "state",
    title: "State",
    align: "end",
    cell: ({ isMoved }) => (
      <Badge tone={isMoved ? "breach" : "met"} hasIcon>
        {isMoved ? "moved" : "as locked"}
      </Badge>
    ),
  },
];

/** The locked values with what is seen of them now. */
export function BaselineLock({ view }: { view: CheckpointView }) {
  return (
    <Panel title="Baseline lock" aside="any change is NO-GO">
      <Table caption="Locked values" columns={columns} items={view.baseline} keyOf={({ name }) => name} />
    </Panel>
  );
}

import { RuleLink } from "#components/incident/rule-link.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Panel } from "#components/ui/card.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
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
  { id: "locked", title: "Locked", cell: ({ locked }) => <Exact value={locked} /> },
  { id: "now", title: "Seen now", cell: ({ now }) => (now === null ? "gone" : <Exact value={now} />) },
  {
    id: "state",
    title: "State",
    align: "end",
    cell: (value) => <Standing value={value} />,
  },
];

/** A value that its probe cannot read is not called as locked: nobody knows. */
function Standing({ value: { isMoved, unread } }: { value: Value }) {
  if (isMoved || unread === null)
    return (
      <Badge tone={isMoved ? "breach" : "met"} hasIcon>
        {isMoved ? "moved" : "as locked"}
      </Badge>
    );
  return (
    <>
      <Badge tone="risk" hasIcon>
        not read
      </Badge>
      <p className="mt-1 text-s text-soft">
        Since <Time value={unread.since} show="seconds" />: {unread.why}
      </p>
    </>
  );
}

/** A whole commit by its ends on a phone, with all of it in the title and to copy; nothing else is cut. */
function Exact({ value }: { value: string }) {
  if (!/^[0-9a-f]{40,}$/.test(value)) return <span className="whitespace-nowrap">{value}</span>;
  return (
    <>
      <Digest value={value} what="commit" className="md:hidden" />
      <span className="break-all max-md:hidden">{value}</span>
    </>
  );
}

/** The locked values with what is seen of them now. */
export function BaselineLock({ view }: { view: CheckpointView }) {
  return (
    <Panel title="Baseline lock" aside="any change is NO-GO">
      <Table caption="Locked values" columns={columns} items={view.baseline} keyOf={({ name }) => name} />
    </Panel>
  );
}

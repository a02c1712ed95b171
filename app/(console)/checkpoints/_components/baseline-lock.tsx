import { RuleLink } from "#components/incident/rule-link.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
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

const isCommit = (value: string) => /^[0-9a-f]{40,}$/.test(value);

function Exact({ value }: { value: string }) {
  return <span className={isCommit(value) ? "break-all" : "whitespace-nowrap"}>{value}</span>;
}

/** A whole commit by its ends, with all of it in the title and to copy; nothing else is cut. */
const Short = ({ value }: { value: string }) =>
  isCommit(value) ? (
    <Digest value={value} what="commit" />
  ) : (
    <span className="min-w-0 break-words">{value}</span>
  );

/** A value as a phone shows it: its state under its name, and what is seen now where that is another. */
function Line({ value }: { value: Value }) {
  const { title, rule, locked, now } = value;
  return (
    <Row as="li" className="items-start">
      <div className="min-w-0">
        <p className="font-medium">
          {title} {rule === null ? null : <RuleLink rule={{ id: rule }} />}
        </p>
        <div className="my-1">
          <Standing value={value} />
        </div>
        <p>
          <span className="text-soft">Locked</span> <Short value={locked} />
        </p>
        {now === locked ? null : (
          <p>
            <span className="text-soft">Seen now</span> {now === null ? "gone" : <Short value={now} />}
          </p>
        )}
      </div>
    </Row>
  );
}

/** The locked values with what is seen of them now. */
export function BaselineLock({ view: { baseline } }: { view: Pick<CheckpointView, "baseline"> }) {
  return (
    <Panel title="Baseline lock" aside="any change is NO-GO">
      <Table
        caption="Locked values"
        columns={columns}
        items={baseline}
        keyOf={({ name }) => name}
        className="max-md:hidden"
      />
      <div className="md:hidden">
        <Card>
          <ul>
            {baseline.map((value) => (
              <Line key={value.name} value={value} />
            ))}
          </ul>
        </Card>
      </div>
    </Panel>
  );
}

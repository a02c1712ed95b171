import { CircleCheck, LockKeyhole, TriangleAlert } from "lucide-react";
import { Panel } from "#components/ui/card.tsx";
import { Table } from "#components/ui/table.tsx";
import type { ComparedValue, EnvironmentView } from "#lib/queries/services.ts";
import { BaselineButton } from "./baseline-button.tsx";

type ComparedValuesProps = { serviceKey: string; environment: EnvironmentView; mayChange: boolean };

/** The approved values beside what runs now. */
export function ComparedValues({ serviceKey, environment, mayChange }: ComparedValuesProps) {
  const { name, values, lockedBy } = environment;
  const differing = values.filter(({ isSame }) => !isSame).length;
  return (
    <Panel
      title="Baseline and what runs now"
      level={3}
      aside={differing === 0 ? "the same" : `${differing} of ${values.length} differ or are not known`}
    >
      <Table
        caption={`Values of ${name}`}
        items={values}
        keyOf={(value) => value.name}
        columns={[
          { id: "name", title: "Value", isRowHeader: true, cell: (value) => value.name },
          {
            id: "baseline",
            title: "Baseline",
            cell: (value) => <Figure text={value.baseline} instead="none" />,
          },
          {
            id: "current",
            title: "Runs now",
            cell: (value) => <Figure text={value.current} instead="not known" />,
          },
          { id: "state", title: "State", cell: (value) => <State value={value} /> },
        ]}
      />
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        {lockedBy.length === 0 ? null : (
          <p className="flex items-start gap-1.5 text-s text-soft">
            <LockKeyhole aria-hidden className="mt-[3px] size-3.5 shrink-0" />
            <span>
              Locked while <span className="figures">{lockedBy.join(", ")}</span>{" "}
              {lockedBy.length === 1 ? "is" : "are"} open.
            </span>
          </p>
        )}
        {mayChange && lockedBy.length === 0 ? (
          <BaselineButton serviceKey={serviceKey} environment={name} baseline={environment.baseline} />
        ) : null}
      </div>
    </Panel>
  );
}

function Figure({ text, instead }: { text: string | null; instead: string }) {
  return text === null ? (
    <span className="text-faint">{instead}</span>
  ) : (
    <span className="figures break-all">{text}</span>
  );
}

function State({ value }: { value: ComparedValue }) {
  const Icon = value.isSame ? CircleCheck : TriangleAlert;
  return (
    <span
      className={`inline-flex items-center gap-1.5 whitespace-nowrap ${value.isSame ? "text-met" : "text-risk"}`}
    >
      <Icon aria-hidden className="size-3.5" strokeWidth={2.2} />
      {value.isSame ? "same" : value.current === null ? "not looked at" : "differs"}
    </span>
  );
}

"use client";

import { type PlanStep, PlanSteps } from "./plan-steps.tsx";

export type PlanLane = { id: string; title: string; steps: readonly PlanStep[] };
/** What is walked at the same time: lanes beside one another, or one list of steps by itself. */
export type PlanPart = { id: string; lanes: readonly PlanLane[] };

type PlanLanesProps = { parts: readonly PlanPart[]; renderedAt: string; label: string };

/** The steps of a plan or run in the order of its parts; lanes that are walked at the same time stand side by side. */
export function PlanLanes({ parts, renderedAt, label }: PlanLanesProps) {
  return (
    <div className="grid gap-2">
      {parts.map(({ id, lanes }) => {
        const [only] = lanes;
        if (only === undefined) return null;
        const isAlone = lanes.length === 1 && only.title === "";
        if (isAlone) return <PlanSteps key={id} steps={only.steps} renderedAt={renderedAt} label={label} />;
        return <Beside key={id} lanes={lanes} renderedAt={renderedAt} />;
      })}
    </div>
  );
}

function Beside({ lanes, renderedAt }: { lanes: readonly PlanLane[]; renderedAt: string }) {
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,15rem),1fr))] items-start gap-2">
      {lanes.map(({ id, title, steps }) => (
        <div key={id} className="min-w-0">
          <p className="mb-1 font-semibold text-s text-soft">{title}</p>
          <PlanSteps steps={steps} renderedAt={renderedAt} label={`Steps of the lane ${title}`} />
        </div>
      ))}
    </div>
  );
}

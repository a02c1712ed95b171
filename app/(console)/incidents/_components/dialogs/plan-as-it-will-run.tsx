"use client";

import { PlanLanes } from "#components/incident/plan-lanes.tsx";
import { RuleLink } from "#components/incident/rule-link.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { durationText } from "#components/ui/time-text.ts";
import type { PlanPreview } from "#lib/queries/room/plan-preview.ts";
import { useRoom } from "../room/room-context.ts";
import { many } from "../sentence/lexicon.ts";
import { planParts } from "../view/plan-parts.ts";
import { previewSteps } from "../view/run.ts";

/** Every command of the plan exactly as it will run; a plan that cannot run says which step stops it. */
export function PlanAsItWillRun({ preview }: { preview: PlanPreview }) {
  const { names, view } = useRoom();
  if (!preview.ok) {
    return (
      <Banner tone="risk" title="This plan cannot run as it stands">
        <ul className="list-disc pl-4">
          {preview.problems.map((problem) => (
            <li key={`${problem.step} ${problem.message}`}>
              {problem.step}: {problem.message}
            </li>
          ))}
        </ul>
      </Banner>
    );
  }
  const { target } = preview;
  return (
    <section aria-label="The plan" className="grid gap-1.5">
      {target?.isMissed ? (
        <Banner tone="risk" title="This plan cannot keep to its time">
          It takes about {durationText(preview.expectedSeconds)}; the protocol asks for under{" "}
          {durationText(target.seconds)}.{" "}
          {target.rule === null ? null : <RuleLink rule={{ id: target.rule }} />}
        </Banner>
      ) : null}
      <PlanLanes
        parts={planParts(preview.steps, previewSteps(preview, names), names)}
        renderedAt={view.serverNow}
        label="Steps of the plan"
      />
      <p className="flex flex-wrap items-center gap-x-3 text-s text-soft">
        {many(preview.steps.length, "step")}, about {durationText(preview.expectedSeconds)}
        {target === null ? null : <span>to take under {durationText(target.seconds)}</span>}
        <span>
          plan <Digest value={preview.digest} what="plan digest" />
        </span>
      </p>
    </section>
  );
}

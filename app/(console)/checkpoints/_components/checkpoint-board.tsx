"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { CheckpointView } from "#lib/queries/checkpoint-view.ts";
import { DeputiesPanel } from "../../_deputies/deputies-panel.tsx";
import { endDeputyAction, nameDeputyAction } from "../actions.ts";
import type { Asked, OnAsk } from "./asked.ts";
import { BaselineLock } from "./baseline-lock.tsx";
import { useBroughtToQuestion } from "./brought-to-question.ts";
import { CriteriaGroups } from "./criteria-groups.tsx";
import { CheckpointDialogs } from "./dialogs/checkpoint-dialogs.tsx";
import { EndingLists } from "./ending-lists.tsx";
import { OwedNow } from "./owed-now.tsx";
import { RecordParts } from "./record-parts.tsx";
import { StandingBanner } from "./standing-banner.tsx";
import { CheckpointTimeline } from "./timeline.tsx";
import { VerdictPanels } from "./verdict-panels.tsx";

const deputyActions = { name: nameDeputyAction, end: endDeputyAction };

/** A checkpoint as both sides see it: what is locked, what holds, who said what, and what is owed. */
export function CheckpointBoard({ view }: { view: CheckpointView }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  useBroughtToQuestion();
  const mayAct = view.viewer.party !== null && view.standing !== "closed";
  const onAsk = mayAct ? setAsked : null;
  // What ended does not come back, so nothing that would be shown or written for it counts any more.
  const onShow = view.standing === "no-go" ? null : onAsk;
  // A deputy signs, asks and answers, and does nothing else of the side's.
  const onSign = view.viewer.signsFor !== null && view.standing !== "closed" ? setAsked : null;
  return (
    <>
      <StandingBanner view={view} />
      {onAsk === null ? null : <Endings onAsk={onAsk} hasEnded={onShow === null} />}
      <div className="grid gap-x-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
        <div className="min-w-0">
          <VerdictPanels view={view} onAsk={onSign} />
          <BaselineLock view={view} />
          <CriteriaGroups view={view} onAsk={onShow} />
          <RecordParts view={view} onAsk={onShow} />
        </div>
        <div className="min-w-0">
          <OwedNow view={view} onAsk={onSign} />
          <DeputiesPanel reference={view.reference} deputies={view.deputies} actions={deputyActions} />
          <EndingLists view={view} />
          <CheckpointTimeline view={view} />
        </div>
      </div>
      {asked === null ? null : <CheckpointDialogs view={view} asked={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function Endings({ onAsk, hasEnded }: { onAsk: OnAsk; hasEnded: boolean }) {
  return (
    <div className="mb-5 flex flex-wrap gap-2">
      {hasEnded ? null : (
        <>
          <Button variant="stop" onClick={() => onAsk({ kind: "abort" })}>
            Abort: NO-GO at once
          </Button>
          <Button onClick={() => onAsk({ kind: "observe" })}>Say what the baseline is now</Button>
        </>
      )}
      <Button onClick={() => onAsk({ kind: "close" })}>Close the checkpoint</Button>
    </div>
  );
}

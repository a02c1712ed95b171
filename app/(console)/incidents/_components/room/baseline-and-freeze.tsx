"use client";

import { BaselinePanel, FreezeList } from "#components/incident/baseline-panel.tsx";
import { Panel } from "#components/ui/card.tsx";
import { baselineViews, freezeViews } from "../view/baseline.ts";
import { useRoom } from "./room-context.ts";

/** The values that a rollback goes back to beside what runs, and what must not move. */
export function BaselineAndFreeze() {
  const { state, names, view } = useRoom();
  const freezes = freezeViews(state, names);
  const baseline = baselineViews(state, view.services);
  return (
    <>
      {freezes.length === 0 ? null : (
        <Panel title="Freeze" aside={`${freezes.length} in force`}>
          <FreezeList freezes={freezes} />
        </Panel>
      )}
      {baseline.length === 0 ? null : (
        <Panel
          title="Baseline"
          aside={`${view.services[0]?.name ?? ""}, ${view.services[0]?.environment ?? ""}`}
        >
          <BaselinePanel values={baseline} />
        </Panel>
      )}
    </>
  );
}

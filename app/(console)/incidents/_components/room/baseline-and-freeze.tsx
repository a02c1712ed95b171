"use client";

import { BaselinePanel, FreezeList } from "#components/incident/baseline-panel.tsx";
import { Panel } from "#components/ui/card.tsx";
import { baselineViews, freezeViews } from "../view/baseline.ts";
import { useRoom } from "./room-context.ts";

/** What must not move now. */
export function FreezePanel() {
  const { state, names } = useRoom();
  const freezes = freezeViews(state, names);
  if (freezes.length === 0) return null;
  return (
    <Panel title="Freeze" aside={`${freezes.length} in force`}>
      <FreezeList freezes={freezes} />
    </Panel>
  );
}

/** The values that a rollback goes back to beside what runs. */
export function LockedBaseline() {
  const { state, view } = useRoom();
  const baseline = baselineViews(state, view.pack, view.services);
  const [first] = view.services;
  if (baseline.length === 0) return null;
  return (
    <Panel title="Baseline" aside={first === undefined ? undefined : `${first.name}, ${first.environment}`}>
      <BaselinePanel values={baseline} />
    </Panel>
  );
}

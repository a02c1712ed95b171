"use client";

import { EvidenceChecklist } from "#components/incident/evidence-checklist.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/card.tsx";
import { isOwner } from "#lib/domain/authority/who.ts";
import type { Owner } from "#lib/domain/protocol/parts/shared.ts";
import { evidenceViews } from "../view/evidence.ts";
import { lanesLeft, walkedLanes } from "../view/walked-lanes.ts";
import { useRoom } from "./room-context.ts";

/** The button for whoever owes a piece of evidence. */
function useHandingIn() {
  const { state, viewer, open } = useRoom();
  return (requirement: string, owner: Owner, isThere: boolean) =>
    isOwner(viewer, owner) && state.status === "open" ? (
      <Button
        size="s"
        variant={isThere ? "quiet" : "plain"}
        onClick={() => open({ kind: "hand-in-evidence", requirement })}
      >
        {isThere ? "Supersede" : "Hand in"}
      </Button>
    ) : undefined;
}

/** Side by side, what is owed as proof and what is in. */
export function EvidencePanel() {
  const { log, names } = useRoom();
  const sides = evidenceViews(log, names, useHandingIn());
  if (sides.length === 0) return null;
  const items = sides.flatMap((side) => side.items);
  const done = items.filter((item) => item.state !== "missing" && item.state !== "failed").length;
  return (
    <Panel title="Evidence" aside={`${done} of ${items.length}`}>
      <EvidenceChecklist parties={sides} />
    </Panel>
  );
}

/** Lane by lane: who leads it, its steps and its evidence, and which lanes this level does not reach. */
export function LanesPanel() {
  const { log, state, names } = useRoom();
  const lanes = walkedLanes(log, names, useHandingIn());
  const left = lanesLeft(state, names);
  if (lanes.length === 0) return null;
  return (
    <Panel title="Lanes of the rollback" aside={state.mode?.scope}>
      <EvidenceChecklist parties={lanes} />
      {left.length === 0 ? null : (
        <p className="mt-1.5 text-faint text-s">
          {state.mode === null ? "Once a wider level is declared" : `Not reached at ${state.mode.scope}`}:{" "}
          {left.join(", ")}
        </p>
      )}
    </Panel>
  );
}

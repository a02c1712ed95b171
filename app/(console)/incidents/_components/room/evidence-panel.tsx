"use client";

import { EvidenceChecklist } from "#components/incident/evidence-checklist.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/card.tsx";
import { evidenceViews } from "../view/evidence.ts";
import { useRoom } from "./room-context.ts";

/** Party by party, what is owed as proof and what is in. */
export function EvidencePanel() {
  const { state, names, viewer, open } = useRoom();
  const parties = evidenceViews(state, names, (requirement, party) =>
    party === viewer.party && state.status === "open" ? (
      <Button size="s" onClick={() => open({ kind: "hand-in-evidence", requirement })}>
        Hand in
      </Button>
    ) : undefined,
  );
  if (parties.length === 0) return null;
  const items = parties.flatMap((party) => party.items);
  const done = items.filter((item) => item.state !== "missing").length;
  return (
    <Panel title="Evidence" aside={`${done} of ${items.length}`}>
      <EvidenceChecklist parties={parties} />
    </Panel>
  );
}

import { evolve } from "#lib/domain/incident/evolve.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import type { StoredEntry } from "../log/entry.ts";
import { projectClocks } from "./clocks.ts";
import { projectDecisions } from "./decisions.ts";
import { projectFirings } from "./firings.ts";
import { projectFreezes } from "./freezes.ts";
import { projectIncident } from "./incident.ts";
import { projectNotices } from "./notices.ts";
import { projectPublications } from "./publications.ts";
import { projectRollback } from "./rollback.ts";
import { type Changes, noChanges, type Step } from "./rows.ts";
import { projectTimeline } from "./timeline.ts";

const aggregates: readonly ((changes: Changes, step: Step) => void)[] = [
  projectIncident,
  projectTimeline,
  projectClocks,
  projectFirings,
  projectNotices,
  projectFreezes,
  projectPublications,
  projectRollback,
  projectDecisions,
];

export type Stretch = {
  incidentId: string;
  before: IncidentState | null;
  entries: StoredEntry[];
  pack: ProtocolPack;
};

/** What entries make of the tables. One by one, so that it does not matter how they were cut into transactions. */
export function projectEntries({ incidentId, before, entries, pack }: Stretch) {
  const changes = noChanges();
  let state = before;
  for (const entry of entries) {
    const after = evolve(state, entry.event);
    for (const project of aggregates) project(changes, { incidentId, before: state, entry, after, pack });
    state = after;
  }
  return { changes, state };
}

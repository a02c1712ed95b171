import type { EvidenceItem, EvidenceParty, EvidenceState } from "#components/incident/evidence-checklist.tsx";
import { isInScope } from "#lib/domain/gate/found-out.ts";
import { evidenceAsked } from "#lib/domain/gate/holds.ts";
import type { IncidentState, StepState } from "#lib/domain/incident/state.ts";
import { lanesWalked } from "#lib/domain/rollback/lanes.ts";
import { planAsked } from "#lib/domain/rollback/offered.ts";
import { latestRun } from "#lib/domain/rollback/run.ts";
import type { RoomLog } from "../live/room-log.ts";
import type { Lexicon } from "../sentence/lexicon.ts";
import { evidenceItem, type HandingIn } from "./evidence.ts";

const stands: Record<StepState["status"], EvidenceState> = {
  waiting: "waiting",
  running: "running",
  succeeded: "done",
  skipped: "skipped",
  "done-by-hand": "done",
  failed: "stopped",
  "in-doubt": "stopped",
  "awaits-person": "stopped",
};

/** A lane's steps at this level: as the run has them, and before it as its plan does. */
function laneSteps(state: IncidentState, { pack }: Lexicon, lane: string): EvidenceItem[] {
  const run = latestRun(state);
  const steps = pack.plans[run?.plan ?? planAsked(state, pack) ?? ""]?.steps ?? [];
  return steps
    .filter((step) => step.lane === lane && isInScope(step.scopes, state))
    .map(({ id, title, rule }) => ({
      id: `step:${id}`,
      title,
      state: stands[run?.steps.find((step) => step.id === id)?.status ?? "waiting"],
      ...(rule === undefined ? {} : { rule: { id: rule } }),
    }));
}

/** Who holds a role here, by name. */
export function holdersOf(state: IncidentState, names: Lexicon, role: string): string {
  const holders = state.participants.filter(({ roles }) => roles.includes(role));
  return holders.length === 0 ? "nobody yet" : holders.map(({ person }) => names.person(person)).join(", ");
}

/** Each lane that is walked at this level: who leads it, its steps, and what proves it (PT-1, PT-6). */
export const walkedLanes = (log: RoomLog, names: Lexicon, action: HandingIn): EvidenceParty[] =>
  lanesWalked(log.state, names.pack).map(([id, { title, lead }]) => ({
    id,
    title,
    of: `${names.role(lead)}: ${holdersOf(log.state, names, lead)}`,
    items: [
      ...laneSteps(log.state, names, id),
      ...evidenceAsked(log.state, names.pack)
        .filter(([, { lane }]) => lane === id)
        .map((asked) => evidenceItem(log, names, asked, action)),
    ],
  }));

/** The lanes that this level does not reach. */
export function lanesLeft(state: IncidentState, { pack }: Lexicon): string[] {
  const walked = lanesWalked(state, pack).map(([id]) => id);
  return Object.entries(pack.lanes).flatMap(([id, { title }]) => (walked.includes(id) ? [] : [title]));
}

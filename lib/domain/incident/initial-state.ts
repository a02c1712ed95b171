import type { LoggedEvent } from "./events/index.ts";
import type { IncidentState } from "./state.ts";

/** What comes to pass later, or never. */
const notYet = {
  closedAs: null,
  closedAt: null,
  phase: null,
  phaseBeforeEnd: null,
  recommendation: null,
  repin: null,
  publication: null,
  confirmed: null,
  discussed: null,
  schedule: null,
  mode: null,
  unfrozen: null,
  bridge: null,
};

export function initialState(event: LoggedEvent<"IncidentDeclared">): IncidentState {
  const { facts } = event;
  return {
    reference: facts.reference,
    seq: event.seq,
    head: event.hash,
    status: "open",
    ...notYet,
    pack: { id: facts.packId, version: facts.packVersion, hash: facts.packHash },
    trigger: facts.trigger,
    severity: facts.severity,
    identifiedAt: facts.identifiedAt,
    declaredAt: event.recordedAt,
    declaredBy: event.actor.id,
    services: facts.services,
    values: facts.values,
    given: {},
    baseline: facts.baseline,
    participants: facts.participants,
    commander: facts.commander,
    clockFactor: facts.clockFactor,
    clocks: [],
    notices: [],
    runs: [],
    evidence: [],
    deliverables: {},
    signers: [],
    decisions: [],
    freezes: [],
    told: [],
    targets: {},
    attestations: {},
    plays: [],
    baselines: {},
    checks: {},
    blockers: {},
    links: [],
    handovers: [],
    tasks: [],
    questions: [],
    corrected: {},
    redacted: {},
  };
}

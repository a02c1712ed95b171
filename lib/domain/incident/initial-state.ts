import type { LoggedEvent } from "./events/index.ts";
import type { IncidentState } from "./state.ts";

export function initialState(event: LoggedEvent<"IncidentDeclared">): IncidentState {
  const { facts } = event;
  return {
    reference: facts.reference,
    seq: event.seq,
    head: event.hash,
    status: "open",
    pack: { id: facts.packId, version: facts.packVersion, hash: facts.packHash },
    trigger: facts.trigger,
    severity: facts.severity,
    identifiedAt: facts.identifiedAt,
    declaredAt: event.recordedAt,
    declaredBy: event.actor.id,
    closedAt: null,
    phase: null,
    services: facts.services,
    values: facts.values,
    baseline: facts.baseline,
    participants: facts.participants,
    commander: facts.commander,
    clockFactor: facts.clockFactor,
    clocks: [],
    notices: [],
    recommendation: null,
    repin: null,
    runs: [],
    evidence: [],
    deliverables: {},
    signers: [],
    decisions: [],
    freezes: [],
    publication: null,
    corrected: {},
    redacted: {},
  };
}

import { evolve } from "#lib/domain/incident/evolve.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { openEntry } from "./entry.ts";
import { keptStates } from "./kept-states.ts";

const incidents = keptStates<IncidentState>((state, entry) => evolve(state, openEntry(entry).event));

export const keepState = (state: IncidentState): void => incidents.keep(state.reference, state);
export const stateOf = incidents.read;
export const lockedStateOf = incidents.locked;

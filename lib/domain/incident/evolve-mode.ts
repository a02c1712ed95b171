import type { LoggedEvent } from "./events/index.ts";
import { recordedAct } from "./recorded-act.ts";
import type { IncidentState } from "./state.ts";

export const modeTypes = [
  "RollbackModeDeclared",
  "ScopeChanged",
  "TargetConfirmed",
  "AttestationSigned",
  "Unfrozen",
] as const;
type ModeEvent = LoggedEvent<(typeof modeTypes)[number]>;

export function evolveMode(state: IncidentState, event: ModeEvent): IncidentState {
  const act = recordedAct(event, state);
  switch (event.type) {
    case "RollbackModeDeclared":
      return { ...state, mode: { ...act, reasons: event.facts.reasons, scope: event.facts.scope } };
    case "ScopeChanged":
      return state.mode === null ? state : { ...state, mode: { ...state.mode, scope: event.facts.to } };
    case "TargetConfirmed":
      return {
        ...state,
        targets: { ...state.targets, [event.facts.target]: { ...act, value: event.facts.value } },
      };
    case "AttestationSigned": {
      const { attestation, ...signed } = event.facts;
      return {
        ...state,
        attestations: { ...state.attestations, [attestation]: { ...signed, seq: event.seq } },
      };
    }
    case "Unfrozen":
      return { ...state, unfrozen: act };
  }
}

import type { LoggedEvent } from "./events/index.ts";
import type { IncidentState, RecordedAct } from "./state.ts";

/** Who did it, for which party, and where the log says so. */
export const recordedAct = ({ actor, occurredAt, seq }: LoggedEvent, state: IncidentState): RecordedAct => ({
  by: actor.id,
  at: occurredAt,
  seq,
  party: state.participants.find((one) => one.person === actor.id)?.party ?? null,
});

import type { ActingConsole, ActingPerson, Circumstances } from "../incident/circumstances.ts";
import type { IncidentState } from "../incident/state.ts";
import { accept, type Outcome, refuse } from "../refusal.ts";

type Actor = ActingPerson | ActingConsole;

/** Only a person may do it, and only one who has a part in the incident. */
export function asParticipant(
  state: IncidentState,
  { actor }: Pick<Circumstances, "actor">,
): Outcome<ActingPerson> {
  if (actor.kind !== "person") return refuse("unauthorised", null, "Only a person may do this.");
  const part = state.participants.find((one) => one.person === actor.id);
  if (part === undefined) {
    return refuse("unauthorised", null, `You have no part in ${state.reference}. Its commander can add you.`);
  }
  return accept({ ...actor, roles: part.roles, party: part.party });
}

export const asConsole = (actor: Actor): Outcome<ActingConsole> =>
  actor.kind === "console"
    ? accept(actor)
    : refuse("unauthorised", null, "Only the console itself records this.");

export const isOpen = (state: IncidentState): Outcome<null> =>
  state.status === "open"
    ? accept(null)
    : refuse("conflict", null, `${state.reference} is closed; its log takes no more of this.`);

/** An open incident and a person with a part in it: what nearly every act begins with. */
export function asOpenParticipant(state: IncidentState, circumstances: Circumstances): Outcome<ActingPerson> {
  const open = isOpen(state);
  return open.ok ? asParticipant(state, circumstances) : open;
}

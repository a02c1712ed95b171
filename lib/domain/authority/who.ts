import type { ActingConsole, ActingPerson, Circumstances } from "../incident/circumstances.ts";
import type { IncidentState } from "../incident/state.ts";
import type { Owner } from "../protocol/parts/shared.ts";
import { accept, type Outcome, refuse } from "../refusal.ts";

type Actor = ActingPerson | ActingConsole;

/** The same words whether there is such an incident or not. */
export const noPartIn = (reference: string): string =>
  `You have no part in ${reference}, or there is no such incident. Its commander can add you.`;

/** Only a person may do it, and only one who has a part in the incident. */
export function asParticipant(
  state: IncidentState,
  { actor }: Pick<Circumstances, "actor">,
): Outcome<ActingPerson> {
  if (actor.kind !== "person") return refuse("unauthorised", null, "Only a person may do this.");
  const part = state.participants.find((one) => one.person === actor.id);
  if (part === undefined) {
    return refuse("unauthorised", null, noPartIn(state.reference));
  }
  return accept({ ...actor, roles: part.roles, party: part.party });
}

/** Whether a person holds the role that owes something, or belongs to one of its parties. */
export const isOwner = (person: Pick<ActingPerson, "roles" | "party">, owner: Owner): boolean =>
  "role" in owner
    ? person.roles.includes(owner.role)
    : person.party !== null && owner.parties.includes(person.party);

export const asConsole = (actor: Actor): Outcome<ActingConsole> =>
  actor.kind === "console"
    ? accept(actor)
    : refuse("unauthorised", null, "Only the console itself records this.");

export const isOpen = (state: IncidentState): Outcome<null> =>
  state.status === "open"
    ? accept(null)
    : refuse("conflict", null, `${state.reference} is closed; its log takes no more of this.`);

/** A person with a part in an open incident: what nearly every act begins with. The part comes first, so that nobody else learns how it stands. */
export function asOpenParticipant(
  state: IncidentState,
  circumstances: Pick<Circumstances, "actor">,
): Outcome<ActingPerson> {
  const person = asParticipant(state, circumstances);
  if (!person.ok) return person;
  const open = isOpen(state);
  return open.ok ? person : open;
}

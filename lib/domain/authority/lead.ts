import type { ActingPerson, Circumstances } from "../incident/circumstances.ts";
import type { IncidentState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { type Outcome, refuse } from "../refusal.ts";
import { asOpenParticipant, asParticipant } from "./who.ts";

type Person = Pick<ActingPerson, "id" | "roles">;

/** Who leads: the commander by name, and whoever holds the commander's role in the room. */
export const leads = (state: IncidentState, pack: ProtocolPack, person: Person): boolean =>
  state.commander === person.id || person.roles.includes(pack.commander);

/** Somebody who leads an open incident; `what` says in the refusal what only they do. */
export const asOpenLead = (
  state: IncidentState,
  pack: ProtocolPack,
  circumstances: Pick<Circumstances, "actor">,
  what: string,
): Outcome<ActingPerson> => asLead(asOpenParticipant(state, circumstances), state, pack, what);

/** The same in an incident that may have ended. */
export const asLeadOf = (
  state: IncidentState,
  pack: ProtocolPack,
  circumstances: Pick<Circumstances, "actor">,
  what: string,
): Outcome<ActingPerson> => asLead(asParticipant(state, circumstances), state, pack, what);

function asLead(
  person: Outcome<ActingPerson>,
  state: IncidentState,
  pack: ProtocolPack,
  what: string,
): Outcome<ActingPerson> {
  if (!person.ok || leads(state, pack, person.value)) return person;
  const role = pack.roles[pack.commander];
  return refuse("unauthorised", role?.rule ?? null, `${what} is up to the ${role?.title ?? "commander"}.`);
}

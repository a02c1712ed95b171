import { leads } from "../../authority/lead.ts";
import { asOpenParticipant } from "../../authority/who.ts";
import { own } from "../../protocol/own.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, refuse } from "../../refusal.ts";
import { type Circumstances, type Decided, personToken } from "../circumstances.ts";
import type { IncidentState } from "../state.ts";

/** `to` with the party that the roster knows them in. */
export type Handover = {
  role: string;
  from: string;
  to: { id: string; party: string | null };
  state: string;
};

/** Hands a role, or command, from one person to another: by its holder or by who leads (PT-1). */
export function decideHandover(
  state: IncidentState,
  pack: ProtocolPack,
  input: Handover,
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const role = own(pack.roles, input.role);
  if (role === undefined) return refuse("invalid", null, `${pack.title} knows no role "${input.role}".`);
  const rule = role.rule ?? null;
  const { from, to } = input;
  if (from !== person.value.id && !leads(state, pack, person.value))
    return refuse("unauthorised", rule, `${role.title} is handed over by who holds it, or by the commander.`);
  const holds = (id: string) =>
    state.participants.some((one) => one.person === id && one.roles.includes(input.role));
  const command = input.role === pack.commander && from === state.commander;
  if (!holds(from) && !command)
    return refuse("conflict", rule, `${personToken(from)} does not hold ${role.title} any more.`);
  if (from === to.id) return refuse("invalid", rule, "Name somebody else to hand it over to.");
  if (role.party !== undefined && to.party !== role.party)
    return refuse(
      "unauthorised",
      rule,
      `${personToken(to.id)} is no member of ${pack.parties[role.party]?.title ?? role.party}.`,
    );
  return accept([
    {
      type: "RoleHandedOver",
      facts: { role: input.role, from, to: to.id, party: role.party ?? to.party, command },
      text: { state: input.state },
    },
  ]);
}

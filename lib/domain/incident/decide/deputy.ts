import { asOpenParticipant } from "../../authority/who.ts";
import { type Naming, notAsDeputy, notToEnd, type Side } from "../../decision/deputy.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, type Outcome, refuse } from "../../refusal.ts";
import type { ActingPerson, Circumstances, Decided } from "../circumstances.ts";
import type { IncidentState } from "../state.ts";

/** A party that decides at some gate, as the person's own; a refusal where they are of none. */
function ownSide(
  state: IncidentState,
  pack: ProtocolPack,
  circumstances: Circumstances,
): Outcome<{ person: ActingPerson; side: Side }> {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const { party } = person.value;
  const gate = Object.values(pack.gates).find((one) => party === one.proposes || party === one.confirms);
  if (party === null || gate === undefined)
    return refuse("unauthorised", null, "A deputy is named by the lead of a party that signs decisions.");
  const { roles, parties } = pack;
  const title = parties[party]?.title ?? party;
  const side = { party, title, parties: Object.keys(parties), roles, rule: gate.rule ?? null };
  return accept({ person: person.value, side });
}

/** A party's lead names who signs for it for a while (MKC-6): somebody with a part in the incident, and of no party. */
export function decideNamingDeputy(
  state: IncidentState,
  pack: ProtocolPack,
  { person, reason, ...naming }: Naming & { person: string; reason: string },
  circumstances: Circumstances,
): Decided {
  const own = ownSide(state, pack, circumstances);
  if (!own.ok) return own;
  const { person: lead, side } = own.value;
  const part = state.participants.find((one) => one.person === person);
  const candidate = part === undefined ? null : { id: part.person, party: part.party };
  const signed = state.decisions.flatMap(({ verdicts }) => Object.values(verdicts));
  const refused = notAsDeputy(lead, candidate, side, naming, {
    deputies: state.deputies,
    signedForOther: (id) => signed.some((one) => one.person === id && one.party !== side.party),
    now: circumstances.now,
  });
  if (refused !== null) return refused;
  return accept([{ type: "DeputyNamed", facts: { person, party: side.party, ...naming }, text: { reason } }]);
}

/** A lead of the party takes it back; a verdict that the deputy gave stands. */
export function decideEndingDeputy(
  state: IncidentState,
  pack: ProtocolPack,
  { named, reason }: { named: number; reason: string },
  circumstances: Circumstances,
): Decided {
  const own = ownSide(state, pack, circumstances);
  if (!own.ok) return own;
  const refused = notToEnd(own.value.person, own.value.side, state.deputies, named);
  return refused ?? accept([{ type: "DeputyEnded", facts: { named }, text: { reason } }]);
}

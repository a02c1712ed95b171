import { leads } from "../authority/lead.ts";
import { asOpenParticipant, isOwner } from "../authority/who.ts";
import { type Circumstances, type Decided, personToken } from "../incident/circumstances.ts";
import type { IncidentState } from "../incident/state.ts";
import { ownerTitle } from "../protocol/owner-title.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { accept, refuse } from "../refusal.ts";
import { clockAt } from "./fire.ts";

/** Says why a deadline was missed: by whoever owed it or by who leads, once; a correction is another entry. */
export function decideExplanation(
  state: IncidentState,
  pack: ProtocolPack,
  { words, ...address }: { clock: string; occurrence: number; words: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const clock = clockAt(state, address);
  const described = pack.clocks[address.clock];
  if (clock === undefined || described === undefined)
    return refuse("invalid", null, "There is no such clock.");
  if (!isOwner(person.value, described.owner) && !leads(state, pack, person.value))
    return refuse(
      "unauthorised",
      clock.rule,
      `${ownerTitle(pack, described.owner)} owed it: they or who leads explain it.`,
    );
  if (clock.status !== "breached")
    return refuse("rule", clock.rule, "It was not missed: there is nothing to explain.");
  if (clock.explained !== null)
    return refuse(
      "conflict",
      clock.rule,
      `${personToken(clock.explained.by)} explained it already (entry ${clock.explained.seq}).`,
    );
  return accept([{ type: "BreachExplained", facts: address, text: { words } }]);
}

import { asOpenParticipant } from "../../authority/who.ts";
import { isPlayOffered } from "../../gate/holds.ts";
import { own } from "../../protocol/own.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, refuse } from "../../refusal.ts";
import { type Circumstances, type Decided, personToken } from "../circumstances.ts";
import type { IncidentState } from "../state.ts";

/** Decides how the harm is contained: an offered play, and never before one that outranks it (WP-3). */
export function decidePlay(
  state: IncidentState,
  pack: ProtocolPack,
  input: { play: string; reason: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const play = own(pack.plays, input.play);
  if (play === undefined) return refuse("invalid", null, `${pack.title} knows no play "${input.play}".`);
  const rule = play.rule ?? null;
  if (state.commander !== person.value.id && !person.value.roles.includes(pack.commander)) {
    const lead = pack.roles[pack.commander]?.title ?? "who leads";
    return refuse("unauthorised", rule, `The containment is decided by ${lead}.`);
  }
  if (!isPlayOffered(input.play, state, pack, circumstances))
    return refuse("rule", rule, `"${play.title}" is for another situation than this one.`);
  const chosen = state.plays.find((one) => one.play === input.play);
  if (chosen !== undefined)
    return refuse("conflict", rule, `${personToken(chosen.by)} decided so already (entry ${chosen.seq}).`);
  const [first] = outranking(input.play, state, pack, circumstances);
  if (first !== undefined) {
    return refuse(
      "rule",
      pack.plays[first]?.rule ?? rule,
      `"${pack.plays[first]?.title}" goes before "${play.title}" and is not decided yet.`,
    );
  }
  return accept([{ type: "PlayChosen", facts: { play: input.play }, text: { reason: input.reason } }]);
}

/** The offered plays that outrank one and are not chosen yet. */
export const outranking = (
  play: string,
  state: IncidentState,
  pack: ProtocolPack,
  circumstances: Pick<Circumstances, "otherCriticalIncidents">,
): string[] =>
  Object.entries(pack.plays)
    .filter(
      ([name, { outranks }]) => outranks.includes(play) && !state.plays.some((one) => one.play === name),
    )
    .filter(([name]) => isPlayOffered(name, state, pack, circumstances))
    .map(([name]) => name);

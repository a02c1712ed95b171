import { asConsole, asOpenParticipant } from "../../authority/who.ts";
import { own } from "../../protocol/own.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, refuse } from "../../refusal.ts";
import { type Circumstances, type Decided, personToken } from "../circumstances.ts";
import type { FactsOf } from "../events/index.ts";
import type { IncidentState } from "../state.ts";

/** What was seen is true: an event of its own, from which the time for a start counts (SM-2). By anybody in the room, with what shows it. */
export function decideConfirmation(
  state: IncidentState,
  pack: ProtocolPack,
  input: { evidence: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const trigger = own(pack.triggers, state.trigger);
  const rule = trigger?.rule ?? null;
  if (trigger?.confirms !== true)
    return refuse("rule", rule, `"${trigger?.title ?? state.trigger}" needs no confirmation.`);
  if (state.confirmed !== null)
    return refuse(
      "conflict",
      rule,
      `${personToken(state.confirmed.by)} confirmed it already (entry ${state.confirmed.seq}).`,
    );
  return accept([{ type: "TriggerConfirmed", facts: {}, text: { evidence: input.evidence } }]);
}

/** The end of the team's discussion: an event of its own, said by who leads, from which the time for a start counts (SM-3). */
export function decideDiscussion(
  state: IncidentState,
  pack: ProtocolPack,
  input: { outcome: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const trigger = own(pack.triggers, state.trigger);
  const rule = trigger?.rule ?? null;
  if (trigger?.discussed !== true)
    return refuse("rule", rule, `"${trigger?.title ?? state.trigger}" waits for no discussion.`);
  if (state.commander !== person.value.id && !person.value.roles.includes(pack.commander))
    return refuse(
      "unauthorised",
      rule,
      `The discussion is concluded by ${pack.roles[pack.commander]?.title ?? "who leads"}.`,
    );
  if (state.discussed !== null)
    return refuse(
      "conflict",
      rule,
      `${personToken(state.discussed.by)} concluded it already (entry ${state.discussed.seq}).`,
    );
  return accept([{ type: "DiscussionConcluded", facts: {}, text: { outcome: input.outcome } }]);
}

type Reached = FactsOf<"RoleReached"> & { receipt: string };

/** Records whether somebody who is told of a rollback was reached; the console's own act, once for each person (SM-5). */
export function decideReached(
  state: IncidentState,
  { receipt, ...facts }: Reached,
  { actor }: Pick<Circumstances, "actor">,
): Decided {
  const worker = asConsole(actor);
  if (!worker.ok) return worker;
  const told = state.told.find(
    ({ run, cause, role }) => run === facts.run && cause === facts.cause && role === facts.role,
  );
  const isNew = told?.persons.includes(facts.person) === true && told.reached[facts.person] === undefined;
  return accept(isNew ? [{ type: "RoleReached", facts, text: { receipt } }] : []);
}

import { asOpenLead } from "../../authority/lead.ts";
import { asOpenParticipant, asParticipant, noPartIn } from "../../authority/who.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, refuse } from "../../refusal.ts";
import type { Circumstances, Decided } from "../circumstances.ts";
import type { Relation } from "../events/command.ts";
import type { NewEvent } from "../events/index.ts";
import type { IncidentState } from "../state.ts";
import { cancelBlockers } from "./cancel.ts";

/** What a person may say of two incidents; the other log says the converse. */
export type SaidRelation = Extract<Relation, "related" | "duplicate-of" | "caused-by">;

const converse: Record<SaidRelation, Relation> = {
  related: "related",
  "duplicate-of": "has-duplicate",
  "caused-by": "cause-of",
};

export type Link = { other: string; relation: SaidRelation; reason: string };

/** The entry that the other incident's log gets; refused like an unknown one where the asker has no part there. */
export function decideLinkedFrom(
  other: IncidentState,
  from: string,
  { relation, reason }: Link,
  circumstances: Circumstances,
): Decided {
  const person = asParticipant(other, circumstances);
  if (!person.ok) return person;
  if (relation === "duplicate-of" && other.status === "closed")
    return refuse("conflict", null, `${other.reference} is closed; merge into an incident that is open.`);
  return accept([linked(from, converse[relation], reason)]);
}

/** Links an incident to another. As a duplicate it ends here and points there, once nothing of its own runs. */
export function decideLink(
  state: IncidentState,
  pack: ProtocolPack,
  link: Link,
  circumstances: Circumstances,
): Decided {
  const merges = link.relation === "duplicate-of";
  const person = merges
    ? asOpenLead(state, pack, circumstances, "Merging it into another incident")
    : asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  if (link.other === state.reference) return refuse("invalid", null, "An incident is not linked to itself.");
  if (state.links.some(({ other, relation }) => other === link.other && relation === link.relation))
    return refuse("conflict", null, `It is linked to ${link.other} so already.`);
  const blockers = merges ? cancelBlockers(state, pack) : [];
  if (blockers.length > 0)
    return refuse(
      "rule",
      blockers[0]?.rule ?? null,
      `It cannot be merged yet: ${blockers.length} thing(s) stand in the way.`,
      blockers,
    );
  const entry = linked(link.other, link.relation, link.reason);
  const closed: NewEvent = {
    type: "IncidentClosed",
    facts: { duplicateOf: link.other },
    text: { summary: link.reason },
  };
  return accept(merges ? [entry, closed] : [entry]);
}

/** What an incident that is not there is answered with: the words of one that is not the asker's. */
export const noSuchIncident = (reference: string) => refuse("unauthorised", null, noPartIn(reference));

const linked = (other: string, relation: Relation, reason: string): NewEvent => ({
  type: "IncidentsLinked",
  facts: { other, relation },
  text: { reason },
});

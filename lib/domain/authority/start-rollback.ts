import type { z } from "zod";
import type { ActingPerson } from "../incident/circumstances.ts";
import type { IncidentState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import type { StartRule } from "../protocol/parts/people.ts";
import { accept, type Outcome, refuse } from "../refusal.ts";

export type Start = z.infer<typeof StartRule>;

/** The rule that lets this person start a rollback at this severity, or the refusal that cites it (SM-4). */
export function mayStartRollback(
  state: IncidentState,
  pack: ProtocolPack,
  person: ActingPerson,
): Outcome<Start> {
  const rules = pack.authority.startRollback.filter((rule) => rule.severities.includes(state.severity));
  const first = rules[0];
  if (first === undefined)
    return refuse(
      "unauthorised",
      null,
      `The protocol names nobody who may start a rollback at ${state.severity}.`,
    );
  const allowed = rules.find((rule) => rule.by.some((role) => holdsRole(person, role, rule.onCallOnly)));
  if (allowed !== undefined) return accept(allowed);
  const who = rules.map((rule) => starters(rule, pack)).join(", or ");
  return refuse("unauthorised", first.rule ?? null, `At ${state.severity} a rollback is started by ${who}.`);
}

const holdsRole = (person: ActingPerson, role: string, onCallOnly: boolean) =>
  person.roles.includes(role) && (!onCallOnly || person.onCallRoles.includes(role));

function starters(rule: Start, pack: ProtocolPack): string {
  const roles = rule.by.map((role) => pack.roles[role]?.title ?? role).join(" or ");
  return rule.onCallOnly ? `${roles} on call now` : roles;
}

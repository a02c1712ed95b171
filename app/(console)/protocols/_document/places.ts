import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";

/** A part of a pack: where it stands in the document, what it is called, and which rule it carries. */
export type Place = { id: string; title: string; rule: string | undefined };

type Carrying = { rule?: string | undefined; title?: string | undefined };

const group = (name: string, parts: Record<string, Carrying>): Place[] =>
  Object.entries(parts).map(([key, { title, rule }]) => ({
    id: `${name}.${key}`,
    title: title ?? key,
    rule,
  }));

const listed = (name: string, parts: readonly (Carrying & { id: string })[]): Place[] =>
  parts.map(({ id, title, rule }) => ({ id: `${name}.${id}`, title: title ?? id, rule }));

/** Every part that can carry a rule, in the document's order. */
export function placesOf(pack: ProtocolPack): Place[] {
  return [
    ...group("parties", pack.parties),
    ...group("roles", pack.roles),
    ...listed("severities", pack.severities),
    ...group("triggers", pack.triggers),
    ...group("facts", pack.facts),
    ...group("clocks", pack.clocks),
    ...group("escalations", withTitle(pack.escalations, "Escalation")),
    ...group("audiences", pack.audiences),
    ...group("notices", pack.notices),
    ...pack.authority.startRollback.map(({ severities, rule }, index) => ({
      id: `authority.${index}`,
      title: `Starting a rollback at ${severities.join(", ")}`,
      rule,
    })),
    ...Object.entries(pack.plans).flatMap(([key, plan]) => [
      { id: `plans.${key}`, title: plan.title, rule: plan.rule },
      ...listed(`plans.${key}`, plan.steps),
    ]),
    ...group("evidence", pack.evidence),
    ...group("bundles", pack.bundles),
    ...Object.entries(pack.gates).flatMap(([key, gate]) => [
      { id: `gates.${key}`, title: gate.question, rule: gate.rule },
      ...listed(`gates.${key}`, gate.criteria),
      ...gate.answers.flatMap((answer) => listed(`gates.${key}.${answer.id}`, answer.criteria)),
    ]),
    ...group("freezes", pack.freezes),
    ...group("deliverables", pack.deliverables),
    ...listed("exit", pack.exit),
  ];
}

const withTitle = (parts: Record<string, Carrying>, title: string) =>
  Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, { ...part, title }]));

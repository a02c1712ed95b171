import type { Rule } from "#lib/protocols/rules/rule-book.ts";
import { clausesOf, placeOf } from "./clauses.ts";
import { isThroughFace, type Outcome, rulesNamed, type Suite } from "./outcomes.ts";
import type { ShippedPack } from "./shipped-packs.ts";
import type { Tried } from "./trials.ts";

export type Row = {
  rule: Rule;
  /** The tests that carry the rule. */
  named: Outcome[];
  passed: number;
  throughFace: number;
  tried: Tried[];
  state: "green" | "red" | "later" | "not run";
  /** Why it is not green. */
  why: string[];
};
export type Given = {
  rules: Rule[];
  later: (id: string) => string | null;
  outcomes: Outcome[];
  tried: Tried[];
  /** Suites without a report: what they show is not known. */
  notRun: Suite[];
};

const noticed = ({ came }: Tried) => came === "caught" || came === "needed";
/** A list's items carry their list. */
export const isCarriedBy = (id: string, carrier: string) => carrier === id || carrier.startsWith(`${id}.`);

function rowOf(rule: Rule, given: Given): Row {
  const named = given.outcomes.filter(({ name }) => rulesNamed(name).includes(rule.id));
  const kept = named.filter(({ passed }) => passed);
  const counts = {
    named,
    passed: kept.length,
    throughFace: kept.filter(isThroughFace).length,
    tried: given.tried.filter(({ clause }) => clause.rule === rule.id),
  };
  const because = given.later(rule.id);
  if (because !== null) return { rule, ...counts, state: "later", why: [because] };
  const untold = [
    ...(named.length === 0 ? ["no test names it"] : []),
    ...(rule.kind === "behaviour" && counts.throughFace === 0
      ? ["no passing test of it goes through a screen, an action or HTTP"]
      : []),
  ];
  const wrong = [
    ...(kept.length < named.length ? [`${named.length - kept.length} of its tests failed`] : []),
    ...(rule.kind === "data" && !given.tried.some(({ clause }) => isCarriedBy(rule.id, clause.rule))
      ? ["no part of a pack carries it"]
      : []),
    ...unnoticed(rule.id, given.tried),
  ];
  const why = [...wrong, ...untold];
  const state =
    why.length === 0 ? "green" : wrong.length === 0 && given.notRun.length > 0 ? "not run" : "red";
  return { rule, ...counts, state, why };
}

const unnoticed = (id: string, tried: Tried[]): string[] => {
  const missed = tried.filter((one) => one.clause.rule === id && !noticed(one));
  const places = missed.map(({ clause }) => placeOf(clause)).join(", ");
  return missed.length === 0 ? [] : [`no scenario with its id notices when these are gone: ${places}`];
};

/** What each rule has to show for itself. */
export const judgeRules = (given: Given): Row[] => given.rules.map((rule) => rowOf(rule, given));

/** Ids that are on no list, and parts that carry a rule of another pack's document. */
export function findStrangers(rules: Rule[], outcomes: Outcome[], packs: ShippedPack[]): string[] {
  const known = new Map(rules.map(({ id, pack }) => [id, pack]));
  const tests = outcomes.flatMap(({ file, name }) =>
    rulesNamed(name)
      .filter((id) => !known.has(id))
      .map((id) => `${file}: "${name}" names ${id}, which is no rule of lib/protocols/rules`),
  );
  const parts = packs
    .flatMap(({ id, source }) => clausesOf(id, source))
    .filter(({ rule, pack }) => known.get(rule) !== pack)
    .map(
      (clause) =>
        `${clause.pack}: ${placeOf(clause)} carries ${clause.rule}, which is no rule of that pack's document`,
    );
  return [...new Set([...tests, ...parts])];
}

import type { z } from "zod";
import type { Condition } from "../condition.ts";
import type { PackSource } from "../pack.ts";
import type { PackProblem } from "../pack-problem.ts";
import type { Criterion } from "../parts/gate.ts";

type Source = z.output<typeof PackSource>;
type Waits = ReadonlyMap<string, readonly string[]>;

/** Parts that wait for each other in a circle would be owed for ever; the circle is named. */
export const circleProblems = (pack: Source): PackProblem[] => [...roundPaths(pack), ...waitingCircles(pack)];

/** An escalation goes up: whoever was told once is not told again by going round. */
const roundPaths = ({ escalations }: Source): PackProblem[] =>
  Object.entries(escalations).flatMap(([name, { path }]) =>
    path
      .filter((role, index) => path.indexOf(role) !== index)
      .map((role) => ({ path: `escalations.${name}.path`, message: `"${role}" is there twice` })),
  );

function waitingCircles(pack: Source): PackProblem[] {
  const waits = waitsOf(pack);
  const told = new Set<string>();
  return [...waits.keys()].flatMap((start): PackProblem[] => {
    const circle = told.has(start) ? null : circleFrom(start, waits);
    if (circle === null) return [];
    for (const one of circle) told.add(one);
    return [{ path: start, message: `waits for itself in a circle: ${[...circle, start].join(" → ")}` }];
  });
}

/** What each part that can be waited for waits for itself. */
function waitsOf(pack: Source): Waits {
  const named = <T>(group: string, parts: Record<string, T>, of: (part: T) => string[]) =>
    Object.entries(parts).map(([name, part]) => [`${group}.${name}`, of(part)] as const);
  return new Map([
    ...named("gates", pack.gates, (gate) => criteriaNeeds(gate.criteria, pack)),
    ...named("bundles", pack.bundles, ({ finalRecord }) =>
      finalRecord === undefined ? [] : [`gates.${finalRecord}`],
    ),
    ...named("clocks", pack.clocks, ({ metBy }) =>
      metBy.is === "conditions" ? metBy.all.flatMap((one) => conditionNeeds(one, pack)) : [],
    ),
    ...named("plays", pack.plays, ({ offeredWhen }) =>
      offeredWhen.flatMap((one) => conditionNeeds(one, pack)),
    ),
    ["unfreeze", criteriaNeeds(pack.unfreeze?.criteria ?? [], pack)],
  ]);
}

/** A criterion that is asked only sometimes, or owed by one of several ways, makes no circle by itself. */
const criteriaNeeds = (criteria: readonly Criterion[], pack: Source): string[] =>
  criteria.flatMap(({ condition, when }) => (when.length > 0 ? [] : conditionNeeds(condition, pack)));

function conditionNeeds(condition: Condition, pack: Source): string[] {
  if (condition.is === "all-of") return condition.of.flatMap((one) => conditionNeeds(one, pack));
  if (condition.is === "decision-sealed") return [`gates.${condition.gate}`];
  if (condition.is === "bundle-complete") return [`bundles.${condition.bundle}`];
  if (condition.is === "unfrozen") return ["unfreeze"];
  if (condition.is === "clocks-settled") return Object.keys(pack.clocks).map((name) => `clocks.${name}`);
  if (condition.is === "play-chosen" && condition.plays.length === 1) return [`plays.${condition.plays[0]}`];
  return [];
}

/** The way from a part back to itself, or null; looks at each part once. */
function circleFrom(start: string, waits: Waits): string[] | null {
  const before = new Map<string, string>();
  const waiting = [start];
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    for (const next of waits.get(here) ?? []) {
      if (next === start) return wayTo(here, start, before);
      if (before.has(next)) continue;
      before.set(next, here);
      waiting.push(next);
    }
  }
  return null;
}

function wayTo(end: string, start: string, before: ReadonlyMap<string, string>): string[] {
  const way = [end];
  for (let at = end; at !== start; ) {
    at = before.get(at) ?? start;
    way.unshift(at);
  }
  return way;
}

import type { Place } from "./places.ts";

/** The rules that a part is the anchor of, by the part's id. */
export type Anchors = ReadonlyMap<string, readonly string[]>;

const parentOf = (rule: string) => rule.replace(/\.\d+$/, "");

/**
 * Each rule gets one anchor, at the first part that carries it. A rule whose items stand earlier than itself, or that
 * stands only in its items, is found at the first of them.
 */
export function anchorsOf(places: readonly Place[]): Anchors {
  const anchors = new Map<string, string[]>();
  const placed = new Set<string>();
  for (const { id, rule } of places) {
    if (rule === undefined) continue;
    const fresh = [...new Set([rule, parentOf(rule)])].filter((one) => !placed.has(one));
    for (const one of fresh) placed.add(one);
    if (fresh.length > 0) anchors.set(id, fresh);
  }
  return anchors;
}

export type IndexedRule = { rule: string; places: { id: string; title: string }[] };

/** Every rule with all the parts that carry it, in the rules' own order. */
export function ruleIndex(places: readonly Place[]): IndexedRule[] {
  const index = new Map<string, { id: string; title: string }[]>();
  for (const { id, title, rule } of places) {
    if (rule !== undefined) index.set(rule, [...(index.get(rule) ?? []), { id, title }]);
  }
  return [...index]
    .map(([rule, carriers]) => ({ rule, places: carriers }))
    .sort((left, right) => left.rule.localeCompare(right.rule, "en", { numeric: true }));
}

import type { Clause } from "./model.ts";

/** The rules that a part is the anchor of, by the part's id. */
export type Anchors = ReadonlyMap<string, readonly string[]>;

const parentOf = (rule: string) => rule.replace(/\.\d+$/, "");

/** Parts that only quote a rule: who it is about, who is told by it, and that it has to hold in the end. */
const quotes = /^(parties|roles|audiences|exit)[.]/;

/**
 * Each rule gets one anchor: the first part that says it; else the first part that says an item of it; else the first
 * that quotes it. So a rule's id leads to the clause and not to a mention.
 */
export function anchorsOf(places: readonly Clause[]): Anchors {
  const carrying = places.filter((place): place is Clause & { rule: string } => place.rule !== undefined);
  const anchors = new Map<string, string[]>();
  for (const rule of new Set(carrying.flatMap((place) => [place.rule, parentOf(place.rule)]))) {
    const saying = carrying.filter(({ id }) => !quotes.test(id));
    const found =
      saying.find((place) => place.rule === rule) ??
      saying.find((place) => parentOf(place.rule) === rule) ??
      carrying.find((place) => place.rule === rule || parentOf(place.rule) === rule);
    if (found !== undefined) anchors.set(found.id, [...(anchors.get(found.id) ?? []), rule]);
  }
  return anchors;
}

export type IndexedRule = { rule: string; places: { id: string; title: string }[] };

/** Every rule with all the parts that carry it, in the rules' own order. */
export function ruleIndex(places: readonly Clause[]): IndexedRule[] {
  const index = new Map<string, { id: string; title: string }[]>();
  for (const { id, title, rule } of places) {
    if (rule !== undefined) index.set(rule, [...(index.get(rule) ?? []), { id, title }]);
  }
  return [...index]
    .map(([rule, carriers]) => ({ rule, places: carriers }))
    .sort((left, right) => left.rule.localeCompare(right.rule, "en", { numeric: true }));
}

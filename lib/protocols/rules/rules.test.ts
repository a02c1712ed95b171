import { expect, it } from "vitest";
import { laterBecause, rules } from "./index.ts";
import { later } from "./later.ts";

const ids = rules.map(({ id }) => id);

it("no rule is listed twice, and every item has its list", () => {
  expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted());
  const lists = ids.filter((id) => id.includes(".")).map((id) => id.slice(0, id.lastIndexOf(".")));
  expect([...new Set(lists)].filter((id) => !ids.includes(id))).toEqual([]);
});

it("each prefix belongs to one document, and its rules are numbered without a gap", () => {
  for (const [prefix, ofOne] of Map.groupBy(rules, ({ id }) => id.slice(0, id.indexOf("-")))) {
    expect(new Set(ofOne.map(({ pack }) => pack)).size).toBe(1);
    const numbers = ofOne.map(({ id }) => id.slice(prefix.length + 1)).filter((id) => !id.includes("."));
    expect(numbers.map(Number)).toEqual(numbers.map((_, index) => index + 1));
  }
});

it("what is later is a rule, once, with a reason", () => {
  const named = later.flatMap((one) => one.ids);
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  expect(new Set(named).size).toBe(named.length);
  expect(laterBecause("SM-13")).toMatch(/\w/);
  expect(laterBecause("SM-1")).toBeNull();
});

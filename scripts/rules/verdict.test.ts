import { describe, expect, it } from "vitest";
import { smallPack } from "#lib/domain/incident/testing/small-pack.ts";
import type { Rule } from "#lib/protocols/rules/rule-book.ts";
import { detailsOf } from "./details.ts";
import type { Outcome } from "./outcomes.ts";
import { judgePack } from "./shipped-packs.ts";
import { sumOf, tableOf } from "./table.ts";
import type { Tried } from "./trials.ts";
import { findStrangers, type Given, judgeRules } from "./verdict.ts";

const rule = (id: string, kind: Rule["kind"]): Rule => ({
  id,
  kind,
  says: "Something holds.",
  clause: "A clause",
  pack: "small",
});
const ran = (name: string, change: Partial<Outcome> = {}): Outcome => ({
  suite: "unit",
  file: "lib/protocols/small.scenarios.test.ts",
  name,
  passed: true,
  ...change,
});
const onScreen = { suite: "journeys", file: "e2e/small.spec.ts" } as const;
const gone = (id: string, came: Tried["came"]): Tried => ({
  clause: { pack: "small", path: ["clocks", "first"], rule: id },
  came,
});
const judged = (one: Rule, given: Partial<Given>) => {
  const [row] = judgeRules({
    rules: [one],
    later: () => null,
    outcomes: [],
    tried: [],
    notRun: [],
    ...given,
  });
  return { state: row?.state, why: row?.why.join("; ") };
};
const data = rule("TST-1", "data");
const behaviour = rule("TST-2", "behaviour");

describe("a rule that is data", () => {
  it("is green when a test names it and misses each of its clauses", () => {
    const tried = [gone("TST-1", "caught"), gone("TST-1", "needed")];
    expect(judged(data, { outcomes: [ran("[TST-1] x")], tried }).state).toBe("green");
  });

  it.each([
    ["no test names it", { outcomes: [ran("[TST-1.1] x")], tried: [gone("TST-1", "caught")] }],
    [
      "1 of its tests failed",
      {
        outcomes: [ran("[TST-1] x"), ran("[TST-1] y", { passed: false })],
        tried: [gone("TST-1", "caught")],
      },
    ],
    ["no part of a pack carries it", { outcomes: [ran("[TST-1] x")], tried: [gone("TST-10", "caught")] }],
    [
      "no scenario with its id notices when these are gone: clocks.first",
      { outcomes: [ran("[TST-1] x")], tried: [gone("TST-1", "caught"), gone("TST-1", "unnoticed")] },
    ],
  ])("is red when %s", (why, given) => {
    expect(judged(data, given)).toMatchObject({ state: "red", why: expect.stringContaining(why) });
  });

  it("that is a list is carried by its items", () => {
    const given = { outcomes: [ran("[TST-1] x")], tried: [gone("TST-1.2", "unnoticed")] };
    expect(judged(data, given).state).toBe("green");
  });
});

describe("a rule that is behaviour", () => {
  it("is green by a test through a screen", () => {
    expect(judged(behaviour, { outcomes: [ran("[TST-2] x", onScreen)] }).state).toBe("green");
  });

  it.each([[[ran("[TST-2] x")]], [[ran("[TST-2] x"), ran("[TST-2] y", { ...onScreen, passed: false })]]])(
    "is red without one that passed",
    (outcomes) => {
      expect(judged(behaviour, { outcomes })).toMatchObject({
        state: "red",
        why: expect.stringContaining("no passing test of it goes through a screen"),
      });
    },
  );

  it("is red where a part of a pack carries it and no scenario of it misses that part", () => {
    const outcomes = [ran("[TST-2] x", onScreen)];
    expect(judged(behaviour, { outcomes, tried: [gone("TST-2", "caught")] }).state).toBe("green");
    expect(judged(behaviour, { outcomes, tried: [gone("TST-2", "untested")] }).state).toBe("red");
  });

  it("is called not run, never green, where the journeys were not run", () => {
    const outcomes = [ran("[TST-2] x")];
    expect(judged(behaviour, { outcomes, notRun: ["journeys"] }).state).toBe("not run");
  });
});

it("a later rule gives its reason and is never green", () => {
  const outcomes = [ran("[TST-2] x", onScreen)];
  expect(judged(behaviour, { outcomes, later: () => "It follows." })).toEqual({
    state: "later",
    why: "It follows.",
  });
});

it("a test that names no rule, and a part that carries no rule of its document, are found", () => {
  const packs = [{ id: "small", source: { exit: [{ rule: "TST-7" }, { rule: "TST-1" }] }, judge: judgePack }];
  const rules = [data, { ...rule("TST-7", "data"), pack: "other" }];
  expect(findStrangers(rules, [ran("[TST-1] x"), ran("[TST-8] x")], packs)).toEqual([
    expect.stringContaining("TST-8, which is no rule"),
    expect.stringContaining("exit.0 carries TST-7"),
  ]);
  const whole = [{ id: "small", source: smallPack, judge: judgePack }];
  expect(findStrangers(rules, [], whole).join()).toContain("carries TST-2");
});

it("the table has a line for each rule, each reason, and the counts", () => {
  const rows = judgeRules({
    rules: [data, behaviour, rule("TST-3", "data")],
    later: (id) => (id === "TST-3" ? "It follows." : null),
    outcomes: [ran("[TST-2] x", onScreen)],
    tried: [gone("TST-1", "unnoticed")],
    notRun: [],
  });
  const table = tableOf(rows);
  expect(detailsOf(rows)).toContain(
    'TST-2 (behaviour, green): Something holds.\n  small, "A clause"\n  ✓ e2e/small.spec.ts: [TST-2] x',
  );
  expect(detailsOf(rows)).toContain("- clocks.first: gone, and no scenario");
  expect(table).toMatch(/^TST-1 +data +0 +0 +0 +0\/1 +red\n {4}no scenario with its id notices/m);
  expect(table).toMatch(/^TST-2 +behaviour +1 +1 +0 +1 +green$/m);
  expect(table).toContain("TST-3: It follows.");
  expect(sumOf(rows)).toBe("3 rules: 1 green, 1 red, 1 later");
});

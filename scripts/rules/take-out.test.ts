import { describe, expect, it } from "vitest";
import { smallPack } from "#lib/domain/incident/testing/small-pack.ts";
import type { PackSource } from "#lib/domain/protocol/pack.ts";
import { clausesOf, type Json, type Path, placeOf } from "./clauses.ts";
import { judgePack } from "./shipped-packs.ts";
import { takeOut } from "./take-out.ts";

const without = (path: Path, field?: string, pack: PackSource = smallPack) => {
  const clause = { pack: "small", path, rule: "TST-1", ...(field !== undefined && { field }) };
  const rest = takeOut(pack, clause, judgePack);
  if (rest === null) return null;
  expect(judgePack(rest.source).problems).toEqual([]);
  return { left: rest.source as Json & PackSource, also: rest.also };
};

describe("the clauses of a pack", () => {
  it("are its parts that carry a rule, and each field that such a template requires", () => {
    const found = clausesOf("small", smallPack).map((clause) => `${clause.rule} ${placeOf(clause)}`);
    expect(found).toContain("TST-2 triggers.down");
    expect(found).toContain("TST-6 gates.onward.criteria.0");
    expect(found).toContain("TST-3 authority.startRollback.1");
    expect(found).toContain("TST-1 notices.first (facts.impact)");
    expect(found.filter((one) => one.includes("north-only"))).toEqual([]);
  });

  it("give a field the rule that it carries itself", () => {
    const notices = { first: { requires: ["a", "b"], carries: { b: "TST-9" }, rule: "TST-1" } };
    const fields = clausesOf("small", { notices }).filter(({ field }) => field !== undefined);
    expect(fields.map(({ rule, field }) => [rule, field])).toEqual([
      ["TST-1", "a"],
      ["TST-9", "b"],
    ]);
  });
});

describe("a clause taken out", () => {
  it("goes alone where nothing names it", () => {
    const { left, also } = without(["clocks", "start"]) ?? {};
    expect(also).toEqual([]);
    expect({ ...left, clocks: null }).toEqual({ ...JSON.parse(JSON.stringify(smallPack)), clocks: null });
    expect(Object.keys(left?.clocks ?? {})).not.toContain("start");
  });

  it("takes along what names it and nothing else", () => {
    const { left, also } = without(["evidence", "logs"]) ?? {};
    expect(also).toEqual(["bundles.proof.evidence.0", "gates.onward.criteria.1"]);
    expect(left?.bundles?.proof?.evidence).toEqual(["tests"]);
  });

  it("takes along a part whose only condition named it, which would else apply always", () => {
    expect(without(["severities", 0])?.also).toContain("clocks.start");
  });

  it("leaves a part whose condition names others, too", () => {
    const start = { ...smallPack.clocks?.start, when: [{ is: "severity-in", severities: ["A", "B"] }] };
    const pack = { ...smallPack, clocks: { ...smallPack.clocks, start } } as PackSource;
    const { left } = without(["severities", 0], undefined, pack) ?? {};
    expect(left?.clocks?.start?.when).toEqual([{ is: "severity-in", severities: ["B"] }]);
  });

  it("leaves the words without the field that is gone", () => {
    const first = { ...smallPack.notices?.first, body: "What we know so far\nImpact: {{facts.impact}}" };
    const pack = { ...smallPack, notices: { ...smallPack.notices, first } } as PackSource;
    for (const rest of [
      without(["notices", "first"], "facts.impact", pack),
      without(["facts", "impact"], undefined, pack),
    ])
      expect(rest?.left.notices?.first).toMatchObject({ requires: [], body: "What we know so far" });
  });

  it("says so where no pack is left without it", () => {
    expect(without(["roles", "captain"])).toBeNull();
  });
});

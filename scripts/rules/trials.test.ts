import { expect, it } from "vitest";
import { builtInPacks } from "#lib/protocols/index.ts";
import { root } from "#scripts/root.ts";
import { judgePack } from "./shipped-packs.ts";
import { tryClauses } from "./trials.ts";

const folder = "scripts/rules/testing/";
const file = `${folder}planted-scenarios.ts`;
const outcomes = ["TST-1", "TST-2"].map(
  (id) => ({ suite: "unit", file, name: `[${id}] x`, passed: true }) as const,
);

it("a clause is caught by a test that names its rule, and by no other", async () => {
  const [pack] = builtInPacks;
  if (pack === undefined) throw new Error("no pack is built in");
  const planted = (rule: string) => ({ title: "Planted", kind: "text", rule });
  const trial = async (rule: string) => {
    const source = { ...pack, facts: { ...pack.facts, planted: planted(rule) } };
    const packs = [{ id: pack.id, source, judge: judgePack }];
    const tried = await tryClauses(packs, outcomes, { root, folder, asked: (one) => one === rule });
    return tried.map(({ came }) => came);
  };
  expect(await trial("TST-1")).toEqual(["caught"]);
  expect(await trial("TST-2")).toEqual(["unnoticed"]);
  expect(await trial("TST-3")).toEqual(["untested"]);
});

import { describe, expect, it } from "vitest";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { builtInPacks } from "#lib/protocols/index.ts";
import { anchorsOf, ruleIndex } from "./anchors.ts";
import { placesOf } from "./places.ts";

const packs: [string, ProtocolPack][] = builtInPacks.flatMap((source) => {
  const parsed = parsePack(source);
  return parsed.ok ? [[parsed.pack.id, parsed.pack] as [string, ProtocolPack]] : [];
});

/** Every rule id anywhere in a pack, wherever it stands. */
function rulesIn(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === "rule" && typeof value === "string" ? [value] : rulesIn(value),
  );
}

describe.each(packs)("the document of %s", (_, pack) => {
  const places = placesOf(pack);
  const anchors = [...anchorsOf(places).values()].flat();

  it("has an anchor for every rule that the pack carries anywhere, and for the whole of each", () => {
    for (const rule of rulesIn(pack)) {
      expect(anchors).toContain(rule);
      expect(anchors).toContain(rule.replace(/\.\d+$/, ""));
    }
  });

  it("uses no id twice", () => {
    const ids = [...places.map(({ id }) => id), ...anchors];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("lists every rule once, with all the parts that carry it", () => {
    const index = ruleIndex(places);
    expect(index.flatMap((entry) => entry.places)).toHaveLength(rulesIn(pack).length);
    expect(index.map(({ rule }) => rule)).toEqual([...new Set(rulesIn(pack))].sort(byNumber));
  });
});

const byNumber = (left: string, right: string) => left.localeCompare(right, "en", { numeric: true });

const place = (id: string, rule?: string) => ({ id, title: id, rule });

it.each([
  ["the first part that says it", [place("clocks.a", "X-1"), place("clocks.b", "X-1")], "clocks.a"],
  [
    "the part that says it, not an item of it",
    [place("facts.a", "X-1.1"), place("notices.b", "X-1")],
    "notices.b",
  ],
  [
    "an item that says it, not a part that quotes it",
    [place("roles.a", "X-1"), place("clocks.b", "X-1.1")],
    "clocks.b",
  ],
  ["a part that quotes it, where none says it", [place("clocks.a"), place("exit.b", "X-1")], "exit.b"],
])("a rule is found at %s", (_, places, expected) => {
  expect([...anchorsOf(places)].find(([, rules]) => rules.includes("X-1"))?.[0]).toBe(expected);
});

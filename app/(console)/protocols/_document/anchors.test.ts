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
    const carried = places.filter(({ rule }) => rule !== undefined).length;
    expect(index.flatMap((entry) => entry.places)).toHaveLength(carried);
    expect(index.map(({ rule }) => rule)).toEqual([...new Set(rulesIn(pack))].sort(byNumber));
  });
});

const byNumber = (left: string, right: string) => left.localeCompare(right, "en", { numeric: true });

it("a rule that stands in several parts is found at the first, and one of items alone at its first item", () => {
  const place = (id: string, rule?: string) => ({ id, title: id, rule });
  const anchors = anchorsOf([place("a"), place("b", "X-1.1"), place("c", "X-1"), place("d", "X-1.1")]);
  expect([...anchors]).toEqual([["b", ["X-1.1", "X-1"]]]);
});

import { describe, expect, it } from "vitest";
import { builtInCheckpointPacks, builtInPacks } from "#lib/protocols/index.ts";
import { parseCheckpointPack } from "../../checkpoint/parse-checkpoint-pack.ts";
import { smallPack } from "../../incident/testing/small-pack.ts";
import type { ProtocolPack } from "../pack.ts";
import { parsePack } from "../parse-pack.ts";
import { anchorsOf, ruleIndex } from "./anchors.ts";
import { checkpointDocumentOf } from "./checkpoint.ts";
import { clausesOf } from "./clauses.ts";
import { documentOf, type ProtocolDocument } from "./document.ts";
import { markdownOf } from "./markdown.ts";

function read(source: unknown): ProtocolPack {
  const parsed = parsePack(source);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.pack;
}
function checkpoint(source: unknown) {
  const parsed = parseCheckpointPack(source);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.pack;
}

type Case = [string, object, ProtocolDocument];
const documents: Case[] = [
  ...[...builtInPacks, smallPack].map(read).map((pack): Case => [pack.id, pack, documentOf(pack)]),
  ...builtInCheckpointPacks.map(checkpoint).map((pack): Case => [pack.id, pack, checkpointDocumentOf(pack)]),
];

/** Every value of a pack at the end of a path. */
function leaves(part: unknown, path: string[] = []): { path: string[]; value: unknown }[] {
  if (typeof part !== "object" || part === null) return [{ path, value: part }];
  return Object.entries(part).flatMap(([key, value]) => leaves(value, [...path, key]));
}

const rulesIn = (pack: object): string[] =>
  leaves(pack)
    .filter(({ path }) => path.at(-1) === "rule" || path.at(-2) === "carries" || path.at(-2) === "cites")
    .map(({ value }) => String(value));

const byNumber = (left: string, right: string) => left.localeCompare(right, "en", { numeric: true });

/** All the words of a document, wherever they stand. */
const wordsOf = (document: ProtocolDocument): string =>
  leaves(document)
    .map(({ value }) => String(value))
    .join("\n");

describe.each(documents)("the document of %s", (_, pack, document) => {
  const clauses = clausesOf(document);
  const anchors = [...anchorsOf(clauses).values()].flat();

  it("has an anchor for every rule that the pack carries anywhere, and for the whole of each", () => {
    for (const rule of rulesIn(pack)) {
      expect(anchors).toContain(rule);
      expect(anchors).toContain(rule.replace(/\.\d+$/, ""));
    }
  });

  it("uses no id twice", () => {
    const ids = [...clauses.map(({ id }) => id), ...anchors];
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("lists every rule once, with all the parts that carry it", () => {
    const index = ruleIndex(clauses);
    expect(index.map(({ rule }) => rule)).toEqual([...new Set(rulesIn(pack))].sort(byNumber));
    expect(index.flatMap(({ places }) => places)).toHaveLength(rulesIn(pack).length);
  });

  it("says everything that the pack says in words", () => {
    const words = wordsOf(document);
    const sentences = leaves(pack).filter(({ value }) => typeof value === "string" && /\s/.test(value));
    expect(sentences.filter(({ value }) => !words.includes(String(value)))).toEqual([]);
  });

  it("has a Markdown form with the same anchors, each once", () => {
    const found = [...markdownOf(document).matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id);
    expect(found.filter((id, index) => found.indexOf(id) !== index)).toEqual([]);
    for (const anchor of anchors) expect(found).toContain(anchor);
  });
});

it("a pack's words are never read as Markdown or HTML", () => {
  const pack = read({ ...smallPack, title: "<script>alert(1)</script> *Small* | `pack`" });
  expect(markdownOf(documentOf(pack))).toContain(
    "# \\<script\\>alert(1)\\</script\\> \\*Small\\* \\| \\`pack\\`",
  );
});

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

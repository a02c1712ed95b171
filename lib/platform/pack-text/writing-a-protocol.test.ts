import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { personWith } from "#lib/domain/incident/testing/cast.ts";
import { followsOwed } from "#lib/domain/incident/testing/follow-owed.ts";
import { declarationOf, Story } from "#lib/domain/incident/testing/story.ts";
import { valuePaths } from "#lib/domain/notice/values.ts";
import { PackSource } from "#lib/domain/protocol/pack.ts";
import { actionProblems } from "#lib/domain/protocol/problems/actions.ts";
import { parseActionsFile } from "#lib/domain/rollback/action.ts";
import { root } from "#scripts/root.ts";
import { checkPackText, problemSentence } from "./check.ts";

const guide = readFileSync(join(root, "docs", "writing-a-protocol.md"), "utf8");
const examples = [...guide.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = ""]) => text);
const [whole = "", ...pieces] = examples;

type Json = Record<string, unknown>;
const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A piece put into the pack: records grow, everything else is written anew. */
function withPiece(pack: Json, piece: Json): Json {
  const grown = Object.entries(piece).map(([key, value]) => {
    const before = pack[key];
    return [key, isRecord(before) && isRecord(value) ? { ...before, ...value } : value] as const;
  });
  return { ...pack, ...Object.fromEntries(grown) };
}

const together = (): string =>
  JSON.stringify(pieces.reduce<Json>((so, piece) => withPiece(so, parse(piece)), parse(whole)));

const problemsOf = (text: string): string[] => {
  const checked = checkPackText(new TextEncoder().encode(text));
  return checked.ok ? [] : checked.problems.map(problemSentence);
};

describe("the examples of the guide", () => {
  it("the smallest pack is one", () => {
    expect(problemsOf(whole)).toEqual([]);
  });

  it("its pieces, put together, make a pack", () => {
    expect(problemsOf(together())).toEqual([]);
    const pack: Json = JSON.parse(together());
    expect(Object.keys(PackSource.shape).filter((key) => !(key in pack))).toEqual([]);
  });

  it("its actions are what the worker takes, and all that the pack names", () => {
    const parsed = parseActionsFile(JSON.parse(/^```json\n([\s\S]*?)^```/m.exec(guide)?.[1] ?? ""));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const checked = checkPackText(new TextEncoder().encode(together()));
    expect(
      checked.ok &&
        actionProblems(
          checked.pack,
          parsed.actions.map(({ id, parameters }) => ({ id, parameters: Object.keys(parameters) })),
        ),
    ).toEqual([]);
  });

  it("the error that it shows is the one that is told", () => {
    const shown = /^```text\nline \d+, (.*)\n```/m.exec(guide)?.[1];
    const slip = whole.replace("minimumSeverity: MAJOR", "minimumSeverity: MAJR");
    expect(problemsOf(slip).map((one) => one.replace(/^line \d+, /, ""))).toEqual([shown]);
  });
});

describe("an incident of the guide's packs, from the declaration to the end by what is owed and nothing else", () => {
  const cast = [
    personWith(1, ["desk-lead"]),
    personWith(2, ["engineer"], "carrier"),
    personWith(3, ["depot-lead"], "depot-company"),
    personWith(4, ["communications"]),
    personWith(5, ["director"]),
  ];
  const participants = cast.map(({ id, roles, party }) => ({ person: id, roles, party }));
  const [deskLead] = cast;

  it.each([
    ["the smallest", whole, "tracking-down", "MAJOR", ["The depots are told"]],
    [
      "the large one, lost scans",
      together(),
      "scans-lost",
      "MAJOR",
      ["What was seen is confirmed", "The way back is begun", "Hand in: Logs of the hour before"],
    ],
    ["the large one, wrong estimates", together(), "estimates-wrong", "MINOR", ["A rollback is planned"]],
  ])("%s", (_, text, trigger, severity, asked) => {
    const checked = checkPackText(new TextEncoder().encode(text));
    if (!checked.ok || deskLead === undefined) throw new Error("the guide's pack is one");
    const story = new Story(checked.pack);
    const answers = { impact: "Nobody can track." };
    const declared = story.declares(1, deskLead, declarationOf({ trigger, severity, participants, answers }));
    expect(declared).toMatchObject({ ok: true });
    const done = followsOwed(story, cast);
    for (const title of asked) expect(done).toContain(title);
    expect(story.state.status).toBe("closed");
  });
});

type Schema = z.core.$ZodType;
type Word = { word: string; at: string };

/** Every key and every word of a choice that the vocabulary has. */
function vocabulary(schema: Schema, at: string): Word[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return vocabulary(schema.def.innerType, at);
  if (schema instanceof z.ZodObject) {
    const shape: Record<string, Schema> = schema.shape;
    return Object.entries(shape).flatMap(([word, inside]) => [
      { word, at },
      ...vocabulary(inside, `${at}.${word}`),
    ]);
  }
  if (schema instanceof z.ZodRecord) return vocabulary(schema.def.valueType, `${at}.*`);
  if (schema instanceof z.ZodArray) return vocabulary(schema.def.element, at);
  if (schema instanceof z.ZodUnion) return schema.def.options.flatMap((option) => vocabulary(option, at));
  if (schema instanceof z.ZodEnum) return schema.options.map((word) => ({ word: String(word), at }));
  if (schema instanceof z.ZodLiteral) return schema.def.values.map((word) => ({ word: String(word), at }));
  return [];
}

it("the guide names every key and every word that the vocabulary has, and every value of a notice", () => {
  const named = new Set([...guide.matchAll(/`([^`\n]+)`/g)].map(([, words = ""]) => words));
  const shown = new Set([...whole, ...examples].join("").match(/[\w-]+(?=:)/g));
  const words = vocabulary(PackSource, "pack");
  expect(words.length).toBeGreaterThan(300);
  expect(words.filter(({ word }) => !named.has(word) && !shown.has(word))).toEqual([]);
  expect(valuePaths.filter((path) => !named.has(path))).toEqual([]);
});

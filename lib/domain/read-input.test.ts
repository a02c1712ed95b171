import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readInput } from "./read-input.ts";

const half = "\ud83d";
const Sent = z.object({
  title: z.string().trim(),
  fields: z.record(z.string(), z.string()).default({}),
  people: z.array(z.object({ name: z.string() })).default([]),
  answer: z.unknown().optional(),
});
const issuesOf = (sent: unknown) =>
  readInput(Sent, sent).error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];
const expected = "expected whole characters: half of one is in it";

describe("what came in", () => {
  it.each([
    ["a field", { title: `${half} seen` }, ["title"]],
    ["a record's value", { title: "a", fields: { impact: half } }, ["fields.impact"]],
    ["a record's name", { title: "a", fields: { [half]: "b" } }, ["fields.\ufffd"]],
    ["a list", { title: half, people: [{ name: "Ada" }, { name: half }] }, ["people.1.name", "title"]],
    ["what the schema leaves unread", { title: "a", answer: [{ id: half }] }, ["answer.0.id"]],
  ])("is refused with half a character in %s, by the name of each field", (_, sent, fields) => {
    expect(issuesOf(sent).sort()).toEqual(fields.map((field) => [field, expected]));
  });

  it("is refused with a null character, because no table can hold it", () => {
    expect(issuesOf({ title: "a\0b" })).toEqual([["title", "expected no null character"]]);
  });

  it("is told of first by what its schema says, and goes on as the schema made it", () => {
    expect(issuesOf({ title: 1, fields: { a: half } }).map(([field]) => field)).toEqual(["title"]);
    expect(readInput(Sent, { title: " 🛑 ", more: half })).toMatchObject({
      success: true,
      data: { title: "🛑", fields: {}, people: [] },
    });
  });

  it("is looked through however deep it is nested", () => {
    let nested: unknown = half;
    for (let depth = 0; depth < 100_000; depth += 1) nested = [nested];
    expect(readInput(Sent, { title: "a", answer: nested }).success).toBe(false);
  });

  it("goes through exactly where JSON of it is well-formed and names no null character", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(half, "\udd1a", "🛑", "\0"));
    fc.assert(
      fc.property(fc.object({ key: text, values: [text], maxDepth: 3 }), (answer) => {
        const texts: string[] = [];
        JSON.stringify(answer, (name, value) => {
          texts.push(name, typeof value === "string" ? value : "");
          return value;
        });
        const isFit = texts.every((one) => one.isWellFormed() && !one.includes("\0"));
        expect(readInput(Sent, { title: "a", answer }).success).toBe(isFit);
      }),
    );
  });
});

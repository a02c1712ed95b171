import { describe, expect, it } from "vitest";
import { type EntryView, kindsIn, noFilter, peopleIn, shownEntries } from "./timeline-entry.ts";

const entry = (sequence: number, more: Partial<EntryView> = {}): EntryView => ({
  id: String(sequence),
  sequence,
  kind: "note",
  what: `words ${sequence}`,
  occurredAt: "2026-11-21T14:02:00Z",
  recordedAt: "2026-11-21T14:02:00Z",
  ...more,
});

const log = [
  entry(2, {
    kind: "command",
    actor: { name: "Tomas", role: "API lead" },
    output: { text: "2 of 31 failed" },
  }),
  entry(1, { kind: "declared", rule: { id: "MKC-2" } }),
  entry(3, { actor: { name: "Ines" }, note: "Mail accepted" }),
];
const shown = (filter: Partial<typeof noFilter>) =>
  shownEntries(log, { ...noFilter, ...filter }).map((one) => one.sequence);

describe("the timeline", () => {
  it("stands newest first by the log's order, not by who told it last", () =>
    expect(shown({})).toEqual([3, 2, 1]));
  it("filters by kind", () => expect(shown({ kind: "declared" })).toEqual([1]));
  it("filters by person", () => expect(shown({ person: "Tomas" })).toEqual([2]));
  it.each([
    ["the output of a command", "31 FAILED", [2]],
    ["a note", "mail acc", [3]],
    ["a role", "api lead", [2]],
    ["a rule", "mkc-2", [1]],
    ["nothing", "  ", [3, 2, 1]],
  ])("finds text in %s", (_where, text, found) => expect(shown({ text })).toEqual(found));

  it("offers only the kinds and people that are in it", () => {
    expect(kindsIn(log)).toEqual(["declared", "note", "command"]);
    expect(peopleIn(log)).toEqual(["Ines", "Tomas"]);
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import type { NewEvent } from "#lib/domain/incident/events/index.ts";
import { beforeFirst, entryPreimage, type Head, type RawEntry } from "#lib/domain/record/entry.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { sealEntry } from "#lib/store/log/entry.ts";
import { actorOf, declaration } from "#lib/store/testing/event-sequences.ts";
import { verifyChain } from "./chain.ts";

const stream = "INC-2026-0001";
const now = "2026-03-01T12:00:00.000Z";

const note = (words: string): NewEvent => ({
  type: "NoteAdded",
  facts: { kind: "note" },
  text: { body: words },
});
const phase: NewEvent = { type: "PhaseEntered", facts: { phase: "recovering" }, text: {} };
const redaction = (redacts: number): NewEvent => ({
  type: "TextRedacted",
  facts: { redacts },
  text: { reason: "A name that may not be kept" },
});

function sealed(events: NewEvent[]): RawEntry[] {
  let after: Head = { seq: 0, hash: beforeFirst };
  return events.map((event) => {
    const raw = sealEntry(event, { stream, after, actor: actorOf(after.seq), now });
    after = { seq: raw.seq, hash: raw.hash };
    return raw;
  });
}

const stretch = (length: number) =>
  sealed([
    declaration(stream, { words: "The envelope is wrong", now, clock: "" }),
    ...Array.from({ length: length - 1 }, (_, index) =>
      index % 3 === 1 ? phase : note(`Note ${index} – naïve 🛑`),
    ),
  ]);

const headOf = (entries: RawEntry[]): Head => {
  const last = entries.at(-1);
  return last === undefined ? { seq: 0, hash: beforeFirst } : { seq: last.seq, hash: last.hash };
};
const whole = stretch(12);
const expected = { stream, head: headOf(whole) };

const changedAt = (entries: RawEntry[], index: number, change: Partial<RawEntry>) =>
  entries.map((entry, place) => (place === index ? { ...entry, ...change } : entry));

it("a stream as it was written verifies, with its number of entries and its head", () => {
  expect(verifyChain(whole, expected)).toEqual({ ok: true, entries: 12, head: expected.head });
  expect(verifyChain([], { stream, head: { seq: 0, hash: beforeFirst } })).toMatchObject({
    ok: true,
    entries: 0,
  });
});

const field = fc.constantFrom("header", "facts", "text", "textSalt", "hash", "prevHash");

it("one flipped byte anywhere in an entry is found, and the entry is named", () => {
  fc.assert(
    fc.property(fc.nat(11), field, fc.nat(), fc.integer({ min: 1, max: 255 }), (index, name, where, flip) => {
      const value = whole[index]?.[name];
      fc.pre(typeof value === "string");
      const bytes = Buffer.from(value ?? "", "utf8");
      const at = where % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      const altered = changedAt(whole, index, { [name]: bytes.toString("utf8") });
      const check = verifyChain(altered, expected);
      expect(check).toMatchObject({ ok: false, seq: index + 1 });
    }),
    { numRuns: 3000 },
  );
});

it("a time of recording that was altered beside the header is found", () => {
  const at = JSON.parse(whole[3]?.header ?? "{}").recordedAt as string;
  expect(verifyChain(changedAt(whole, 3, { recordedAt: at }), expected)).toMatchObject({ ok: true });
  const later = new Date(Date.parse(at) + 3_600_000).toISOString();
  expect(verifyChain(changedAt(whole, 3, { recordedAt: later }), expected)).toMatchObject({
    ok: false,
    seq: 4,
    reason: expect.stringContaining("time of recording"),
  });
});

it("a flipped sequence number is found", () => {
  const altered = changedAt(whole, 4, { seq: 7 });
  expect(verifyChain(altered, expected)).toEqual({
    ok: false,
    seq: 5,
    reason: "it is missing: entry 7 stands in its place",
  });
});

it("an entry that is missing, doubled or out of order is named", () => {
  fc.assert(
    fc.property(fc.nat(10), fc.constantFrom("missing", "doubled", "swapped"), (index, how) => {
      const entry = whole[index];
      const next = whole[index + 1];
      if (entry === undefined || next === undefined) throw new Error("there are twelve");
      const altered = [...whole];
      if (how === "missing") altered.splice(index, 1);
      if (how === "doubled") altered.splice(index, 0, entry);
      if (how === "swapped") altered.splice(index, 2, next, entry);
      expect(verifyChain(altered, expected)).toMatchObject({
        ok: false,
        seq: how === "doubled" ? index + 2 : index + 1,
      });
    }),
  );
});

it("a missing tail is found against the head", () => {
  for (let kept = 0; kept < whole.length; kept++) {
    const check = verifyChain(whole.slice(0, kept), expected);
    expect(check).toEqual({
      ok: false,
      seq: kept + 1,
      reason: "it is missing: the head says that there are 12",
    });
  }
});

it("an entry of another stream is refused, though it is whole", () => {
  expect(verifyChain(whole, { ...expected, stream: "INC-2026-0002" })).toMatchObject({ ok: false, seq: 1 });
});

it("a stream that was chained again from an altered entry passes alone, and fails against a head kept elsewhere", () => {
  const again = sealed([declaration(stream, { words: "Another story", now, clock: "" }), phase]);
  expect(verifyChain(again, { stream, head: null })).toMatchObject({ ok: true });
  const elsewhere = headOf(whole.slice(0, 2));
  expect(verifyChain(again, { stream, head: elsewhere })).toMatchObject({ ok: false, seq: 2 });
});

it("a redacted text still verifies, and a text that is gone without a redaction is named", () => {
  const entries = sealed([
    declaration(stream, { words: "Words", now, clock: "" }),
    note("Secret"),
    redaction(2),
  ]);
  const without = changedAt(entries, 1, { text: null, textSalt: null });
  expect(verifyChain(without, { stream, head: headOf(entries) })).toMatchObject({ ok: true, entries: 3 });
  const unexplained = changedAt(entries, 0, { text: null, textSalt: null });
  expect(verifyChain(unexplained, { stream, head: headOf(entries) })).toMatchObject({ ok: false, seq: 1 });
});

it("a text added to an entry that had none is named", () => {
  const altered = changedAt(whole, 2, { text: '{"body":"never said"}', textSalt: "A".repeat(43) });
  expect(verifyChain(altered, expected)).toEqual({ ok: false, seq: 3, reason: "a text was added to it" });
});

it("a lone surrogate is not taken for the replacement character that has the same bytes", () => {
  const entries = sealed([declaration(stream, { words: "Broken \ufffd", now, clock: "" })]);
  const text = entries[0]?.text?.replace("\ufffd", "\ud800") ?? "";
  expect(verifyChain(changedAt(entries, 0, { text }), { stream, head: null })).toMatchObject({
    ok: false,
    seq: 1,
  });
});

it("a header that is not in the canonical form is refused, though its hash is its own", () => {
  const entry = whole[0];
  if (entry === undefined) throw new Error("there are twelve");
  const header = entry.header.replace("{", '{"seq":9,');
  const altered = { ...entry, header, hash: sha256(entryPreimage(header)) };
  expect(canonicalJson(JSON.parse(header))).toBe(entry.header);
  expect(verifyChain([altered], { stream, head: null })).toEqual({
    ok: false,
    seq: 1,
    reason: "its header is not in the canonical form",
  });
});

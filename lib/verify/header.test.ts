import fc from "fast-check";
import { expect, it } from "vitest";
import { beforeFirst } from "#lib/domain/record/entry.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { readAnyHeader, readHeader, readPlainHeader } from "./header.ts";

const at = "2028-02-29T23:59:59.999Z";
const usual = {
  stream: "INC-2028-0001",
  seq: 12,
  prevHash: beforeFirst,
  type: "NoteAdded",
  typeVersion: 1,
  occurredAt: at,
  recordedAt: at,
  actor: { kind: "person", id: "0199d1f2-0000-7000-8000-000000000001" },
  audience: "room",
  factsDigest: "a".repeat(64),
  textDigest: "b".repeat(64) as string | null,
};

it("what the console writes is read in one pass, and is what the whole rule reads", () => {
  const some = [
    usual,
    { ...usual, textDigest: null },
    { ...usual, actor: { kind: "console", id: "worker/1" } },
    { ...usual, audience: "party:naïve 🛑" },
    { ...usual, seq: 999_999_999_999_999 },
  ];
  for (const header of some.map(canonicalJson)) {
    expect(readPlainHeader(header)).toEqual(JSON.parse(header));
    expect(readAnyHeader(header)).toEqual(JSON.parse(header));
  }
});

it("a header with characters that JSON escapes is read all the same", () => {
  const header = canonicalJson({ ...usual, stream: 'a "stream" \\ \n' });
  expect(readPlainHeader(header)).toBeNull();
  expect(readHeader(header)).toEqual(JSON.parse(header));
});

const times = fc.constantFrom(
  at,
  "2027-02-29T23:59:59.999Z",
  "2100-02-29T00:00:00.000Z",
  "2000-02-29T00:00:00.000Z",
  "2028-04-31T00:00:00.000Z",
  "2028-13-01T00:00:00.000Z",
  "2028-01-01T24:00:00.000Z",
  "2028-01-01T00:00:60.000Z",
  "2028-01-01T00:00:00Z",
  "2028-01-01T00:00:00.000+00:00",
);
const numbers = fc.oneof(
  fc.constantFrom(0, -1, 1.5, 1e21, 2 ** 53 - 1, 2 ** 53, 999_999_999_999_999, 10 ** 15),
  fc.integer(),
);
const words = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }), fc.constant(""));
const digests = fc.constantFrom("a".repeat(64), "A".repeat(64), "a".repeat(63), `${"a".repeat(64)}\n`, "");
const anything = fc.record({
  stream: words,
  seq: numbers,
  prevHash: digests,
  type: words,
  typeVersion: numbers,
  occurredAt: times,
  recordedAt: times,
  actor: fc.oneof(
    fc.record({ kind: fc.constantFrom("person", "console", "robot"), id: words }),
    fc.constant({ kind: "person", id: "a", more: 1 }),
  ),
  audience: fc.oneof(
    fc.constantFrom("room", "room ", "party:", "party", ""),
    words.map((to) => `party:${to}`),
  ),
  factsDigest: digests,
  textDigest: fc.oneof(digests, fc.constantFrom(null, "null")),
});
/** One field of the usual one changed, so that most are wrong in one place only. */
const nearly = fc
  .tuple(anything, fc.constantFrom(...Object.keys(usual)))
  .map(([other, key]) => ({ ...usual, [key]: other[key as keyof typeof other] }));

it("what is read in one pass is always what the whole rule reads", () => {
  fc.assert(
    fc.property(fc.oneof(nearly, anything), (value) => {
      fc.pre(JSON.stringify(value).isWellFormed());
      const header = canonicalJson(value);
      const quick = readPlainHeader(header);
      if (quick !== null) expect(quick).toEqual(readAnyHeader(header));
      expect(readHeader(header)).toEqual(readAnyHeader(header));
    }),
    { numRuns: 5_000 },
  );
});

it("a header that was written another way is refused by both", () => {
  const header = canonicalJson(usual);
  const edits = fc.tuple(
    fc.nat(header.length),
    fc.nat(2),
    fc.constantFrom("", " ", "0", '"', "}", "\n", ",", "\\u0061", ".0", "e0", "+", '"x":1,', "T", "Z"),
  );
  fc.assert(
    fc.property(edits, ([place, gone, put]) => {
      const other = header.slice(0, place) + put + header.slice(place + gone);
      const quick = readPlainHeader(other);
      if (quick !== null) expect(quick).toEqual(readAnyHeader(other));
    }),
    { numRuns: 10_000 },
  );
  expect(readHeader(` ${header}`)).toBeNull();
  expect(readHeader(`${header}\n`)).toBeNull();
  expect(readHeader(header.replace('"seq":12', '"seq":12.0'))).toBeNull();
});

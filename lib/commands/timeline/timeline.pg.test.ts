import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { closedDrift, declared, serviceV3 } from "../testing/incidents.ts";
import { accepted, asConsole, asking, type Stage, setStage, stateOf, typesAfter } from "../testing/stage.ts";
import { addNote } from "./add-note.ts";
import { correctEntry } from "./correct-entry.ts";
import { redactEntry } from "./redact-entry.ts";

let stage: Stage;
let as: ReturnType<typeof asking>;
let reference: string;

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  stage = await setStage();
  as = asking(stage);
  reference = await declared(stage, await serviceV3(stage));
});
afterAll(disconnectStore);

const lastEntry = async () => (await readEntries(reference, (await stateOf(reference)).seq - 1))[0];
const noted = async (body: string) => accepted(await addNote(as("nora"), { reference, body })).seq;

describe("a note", () => {
  it("is an entry with its author, its words and the time that it tells of", async () => {
    const occurredAt = minutesAfter(await databaseNow(), -3, 1);
    accepted(
      await addNote(as("nora"), { reference, kind: "observation", body: " Errors rise. ", occurredAt }),
    );
    expect(await lastEntry()).toMatchObject({
      event: { type: "NoteAdded", occurredAt, actor: { kind: "person", id: stage.cast.nora } },
      text: { body: "Errors rise." },
      audience: "room",
    });
  });

  it("for one party alone is kept for it, and is written by its members only", async () => {
    accepted(await addNote(as("carl"), { reference, body: "Between us.", party: "consumer" }));
    expect(await lastEntry()).toMatchObject({ audience: "party:consumer" });
    for (const name of ["priya", "nora"] as const) {
      const outcome = await addNote(as(name), { reference, body: "Between us.", party: "consumer" });
      expect(outcome).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    }
  });

  it("is refused to an outsider, to the console, of the future, and without words", async () => {
    const { seq } = await stateOf(reference);
    const later = "2099-01-01T00:00:00.000Z";
    const outcomes = [
      await addNote(as("olga"), { reference, body: "Hello" }),
      await addNote(asConsole(), { reference, body: "Hello" }),
      await addNote(as("nora"), { reference, body: "Hello", occurredAt: later }),
      await addNote(as("nora"), { reference, body: "  " }),
      await addNote(as("nora"), { reference: "INC-2026-9999", body: "Hello" }),
    ];
    const codes = outcomes.map((outcome) => (outcome.ok ? "accepted" : outcome.refusal.code));
    expect(codes).toEqual(["unauthorised", "unauthorised", "invalid", "invalid", "unauthorised"]);
    expect(await typesAfter(reference, seq)).toEqual([]);
  });

  it("sent twice at once with one key is one entry, and both hear its place", async () => {
    const { seq } = await stateOf(reference);
    const key = crypto.randomUUID();
    const send = () => addNote(as("nora", key), { reference, body: "Once." });
    const places = (await Promise.all([send(), send(), send()])).map((outcome) => accepted(outcome).seq);
    expect(new Set(places)).toEqual(new Set([seq + 1]));
    expect(await typesAfter(reference, seq)).toEqual(["NoteAdded"]);
  });

  it("of another person with the same key is another's note", async () => {
    const { seq } = await stateOf(reference);
    const key = crypto.randomUUID();
    accepted(await addNote(as("nora", key), { reference, body: "Mine." }));
    accepted(await addNote(as("priya", key), { reference, body: "Mine too." }));
    expect(await typesAfter(reference, seq)).toEqual(["NoteAdded", "NoteAdded"]);
  });

  it("of twenty people at once finds a place each, and none is lost", async () => {
    const { seq } = await stateOf(reference);
    const places = await Promise.all(
      Array.from({ length: 20 }, async (_, number) =>
        accepted(await addNote(as(number % 2 ? "nora" : "priya"), { reference, body: `Note ${number}` })),
      ),
    );
    expect(places.map((one) => one.seq).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, number) => seq + 1 + number),
    );
  });
});

describe("a correction", () => {
  it("is a new entry that names the old one, whose words stay", async () => {
    const seq = await noted("Two users are hit.");
    accepted(await correctEntry(as("priya"), { reference, corrects: seq, body: "Two hundred." }));
    expect(await lastEntry()).toMatchObject({
      event: { type: "EntryCorrected", facts: { corrects: seq } },
      text: { body: "Two hundred." },
    });
    expect((await readEntries(reference, seq - 1, 1))[0]?.text).toEqual({ body: "Two users are hit." });
  });

  it("of an entry that is not there, or by an outsider, is refused", async () => {
    const { seq } = await stateOf(reference);
    const none = await correctEntry(as("priya"), { reference, corrects: seq + 1, body: "Hm." });
    expect(none).toMatchObject({ ok: false, refusal: { code: "invalid" } });
    const strange = await correctEntry(as("olga"), { reference, corrects: 1, body: "Hm." });
    expect(strange).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
  });
});

describe("a redaction", () => {
  it("drops the words for good and says who and why; a second says which was first", async () => {
    const seq = await noted("The password is hunter2.");
    const outcomes = await Promise.all([
      redactEntry(as("maya"), { reference, redacts: seq, reason: "A password." }),
      redactEntry(as("maya"), { reference, redacts: seq, reason: "A secret." }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const by = (await stateOf(reference)).redacted[seq];
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
      refusal: { code: "conflict", message: expect.stringContaining(`by entry ${by}`) },
    });
    const [redacted] = await readEntries(reference, seq - 1, 1);
    expect(redacted).toMatchObject({ isRedacted: true, text: null });
    expect(JSON.stringify(await readEntries(reference, 0))).not.toContain("hunter2");
  });

  it("of an entry that has no words is refused, and leaves no entry", async () => {
    const entries = await readEntries(reference, 0);
    const { seq } = entries.find(({ event }) => event.type === "ClockStarted")?.event ?? { seq: 0 };
    const outcome = await redactEntry(as("maya"), { reference, redacts: seq, reason: "A name." });
    expect(outcome).toMatchObject({
      refusal: { code: "invalid", message: `Entry ${seq} has no words: there is nothing to redact.` },
    });
    expect(await readEntries(reference, 0)).toHaveLength(entries.length);
  });

  it("is the commander's alone, and possible after closing", async () => {
    const seq = await noted("Too much.");
    for (const name of ["nora", "olga"] as const) {
      const outcome = await redactEntry(as(name), { reference, redacts: seq, reason: "No." });
      expect(outcome).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    }
    const closed = await closedDrift(stage);
    const late = await redactEntry(as("maya"), { reference: closed, redacts: 1, reason: "A name." });
    expect(late).toMatchObject({ ok: true });
  });
});

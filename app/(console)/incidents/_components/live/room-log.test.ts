import { describe, expect, it } from "vitest";
import type { EventType, TextOf } from "#lib/domain/incident/events/index.ts";
import { smallIncident } from "#lib/domain/incident/testing/small-room.ts";
import { leadTo, moves, stages, wander } from "#lib/domain/incident/testing/wandering.ts";
import type { RoomEntry } from "#lib/queries/room/entry.ts";
import { changeRoom, type PendingNote, type RoomLog } from "./room-log.ts";
import { opened } from "./testing/opened.ts";

const wanders = Object.keys(moves).map((move, number) => ({ move, number, waits: 1 }));
const story = wander(leadTo(stages[stages.length - 1] ?? "declared", smallIncident()), wanders);
const entries: RoomEntry[] = story.log.map((event, index) => ({
  event,
  text: story.said[index]?.text as TextOf<EventType>,
  audience: "room",
  isRedacted: false,
}));
const first = entries.slice(0, 1);
const follow = (log: RoomLog, more: readonly RoomEntry[]) =>
  changeRoom(log, { kind: "entries", entries: more });

const note = (seq: number | null): PendingNote => ({
  key: "k",
  author: "p",
  kind: "note",
  body: "seen",
  party: null,
  at: "2026-11-21T10:00:00.000Z",
  seq,
});
const noteEntry = (body: string): RoomEntry => ({
  event: {
    seq: 2,
    hash: "h",
    type: "NoteAdded",
    facts: { kind: "note" },
    actor: { kind: "person", id: "p" },
    occurredAt: "2026-11-21T10:00:00.000Z",
    recordedAt: "2026-11-21T10:00:00.000Z",
  },
  text: { body },
  audience: "room",
  isRedacted: false,
});
const output = (chunk: number, text: string) => ({
  kind: "output" as const,
  output: { run: "r", step: "s", attempt: 1, chunk, text, lastLine: chunk },
});

describe("a room in the browser", () => {
  it("comes to the server's state from the same entries, however they are cut", () => {
    const one = entries.slice(1).reduce((log, entry) => follow(log, [entry]), opened(first));
    expect(one.state).toEqual(story.state);
  });

  it("takes an entry once, whether it comes again or with others", () => {
    const log = follow(opened(first), entries.slice(1));
    const again = follow(log, entries);
    expect(again.entries).toHaveLength(entries.length);
    expect(again.state).toBe(log.state);
  });

  it("never takes an entry that skips a place", () => {
    const log = follow(opened(first), entries.slice(2));
    expect(log.entries).toHaveLength(1);
    expect(log.state.seq).toBe(1);
  });

  it("loses redacted words at once, and keeps the entry", () => {
    const seen = entries.slice(0, 3);
    const redaction = {
      ...(entries[2] as RoomEntry),
      event: {
        seq: 4,
        hash: "h",
        type: "TextRedacted",
        facts: { redacts: 1 },
        actor: { kind: "person", id: "p" },
        occurredAt: "2026-11-21T10:00:00.000Z",
        recordedAt: "2026-11-21T10:00:00.000Z",
      },
      text: { reason: "a name" },
    } as RoomEntry;
    const log = follow(opened(seen), [redaction]);
    expect(log.entries[0]).toMatchObject({ text: null, isRedacted: true });
    expect(log.entries).toHaveLength(4);
  });

  it("keeps a sent note in sight until its entry is in the log, whichever comes first", () => {
    const sent = changeRoom(opened(first), { kind: "note-sent", note: note(null) });
    const answered = changeRoom(sent, { kind: "note-placed", key: "k", seq: 2 });
    expect(answered.pending).toHaveLength(1);
    expect(follow(answered, entries.slice(1, 2)).pending).toHaveLength(0);
    const early = follow(sent, entries.slice(1, 2));
    expect(early.pending).toHaveLength(1);
    expect(changeRoom(early, { kind: "note-placed", key: "k", seq: 2 }).pending).toHaveLength(0);
  });

  it("shows a note once when the stream brings it before the server's answer", () => {
    const sent = changeRoom(opened(first), { kind: "note-sent", note: note(null) });
    expect(follow(sent, [noteEntry("another")]).pending).toHaveLength(1);
    const arrived = follow(sent, [noteEntry("seen")]);
    expect(arrived.pending).toHaveLength(0);
    expect(changeRoom(arrived, { kind: "note-placed", key: "k", seq: 2 }).pending).toHaveLength(0);
  });

  it("keeps the second of two equal notes in sight until it has come, too", () => {
    const two = [note(null), { ...note(null), key: "l" }].reduce(
      (log, one) => changeRoom(log, { kind: "note-sent", note: one }),
      opened(first),
    );
    expect(follow(two, [noteEntry("seen")]).pending.map((one) => one.key)).toEqual(["l"]);
  });

  it("takes a refused note out of sight", () => {
    const sent = changeRoom(opened(first), { kind: "note-sent", note: note(null) });
    expect(changeRoom(sent, { kind: "note-refused", key: "k" }).pending).toHaveLength(0);
  });

  it("puts output chunks in their order, each once", () => {
    const log = [output(2, "b"), output(1, "a"), output(2, "b"), output(3, "c")].reduce(
      changeRoom,
      opened(first),
    );
    expect(log.outputs["r s 1"]?.map((chunk) => chunk.text).join("")).toBe("abc");
  });

  it("keeps the end of what a step prints, however much that is", () => {
    const line = `${"x".repeat(16_000)}\n`;
    const log = Array.from({ length: 1000 }, (_, index) => output(index + 1, line)).reduce(
      changeRoom,
      opened(first),
    );
    const kept = log.outputs["r s 1"] ?? [];
    expect(kept.at(-1)?.chunk).toBe(1000);
    expect(kept).toHaveLength(16);
  });
});

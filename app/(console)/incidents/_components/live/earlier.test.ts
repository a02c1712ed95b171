import { describe, expect, it } from "vitest";
import type { EventType, TextOf } from "#lib/domain/incident/events/index.ts";
import { smallIncident } from "#lib/domain/incident/testing/small-room.ts";
import { leadTo, moves, stages, wander } from "#lib/domain/incident/testing/wandering.ts";
import type { RoomEntry } from "#lib/queries/room/entry.ts";
import { entryAt } from "./entry-at.ts";
import { changeRoom, firstAfterGap, type RoomLog, stillComing } from "./room-log.ts";
import { opened } from "./testing/opened.ts";

const wanders = Object.keys(moves).map((move, number) => ({ move, number, waits: 1 }));
const story = wander(leadTo(stages.at(-1) ?? "declared", smallIncident()), [...wanders, ...wanders]);
const entries: RoomEntry[] = story.log.map((event, index) => {
  const isRedacted = story.state.redacted[event.seq] !== undefined;
  const text = isRedacted ? null : (story.said[index]?.text as TextOf<EventType>);
  return { event, text, audience: "room", isRedacted };
});
const start = entries.length - 20;
const last = entries.slice(start);
/** The first, one in the middle, and one with a single place between it and the end. */
const pointedAt = entries.filter((_, index) => [0, 5, start - 2].includes(index));
const lean = () => opened(entries, [...pointedAt, ...last]);
const follow = (log: RoomLog, ...more: RoomEntry[]) => changeRoom(log, { kind: "entries", entries: more });
const arrive = (log: RoomLog, earlier = entries.slice(0, start)) =>
  changeRoom(log, { kind: "earlier", entries: earlier });

const next = (log: RoomLog, type: string, facts: object, text: object): RoomEntry => {
  const at = "2026-11-21T10:00:00.000Z";
  const actor = { kind: "person", id: "p" };
  const event = { seq: log.state.seq + 1, hash: "h", type, facts, actor, occurredAt: at, recordedAt: at };
  return { event, text, audience: "room", isRedacted: false } as unknown as RoomEntry;
};

/** A note of the story whose words are not among those that the page brought. */
const hidden = entries.find(
  ({ event, text }, index) => index > 5 && index < start - 2 && event.type === "NoteAdded" && text,
)?.event.seq as number;

describe("the entries before those that the page brought", () => {
  it("are asked for before the last ones, whatever else the page brought, and not where none is missing", () => {
    expect(firstAfterGap(lean())).toBe(start + 1);
    expect(stillComing(lean())).toBe(start - pointedAt.length);
    expect(firstAfterGap(follow(lean(), next(lean(), "NoteAdded", { kind: "note" }, { body: "x" })))).toBe(
      start + 1,
    );
    expect(firstAfterGap(opened(entries))).toBeNull();
    expect(stillComing(opened(entries))).toBe(0);
  });

  it("make the log whole, each in its place and once", () => {
    const log = arrive(lean());
    expect(log.entries).toEqual(entries);
    expect(stillComing(log)).toBe(0);
    expect(arrive(log).entries).toEqual(entries);
  });

  it("leave the state as it is, and it follows from there as from a whole log", () => {
    const note = next(lean(), "NoteAdded", { kind: "note" }, { body: "x" });
    const whole = follow(opened(entries), note);
    expect(arrive(lean()).state).toEqual(story.state);
    expect(follow(arrive(lean()), note)).toEqual(whole);
    expect(arrive(follow(lean(), note))).toEqual(whole);
  });

  it("do not bring back words that were redacted while they were on their way", () => {
    const redaction = next(lean(), "TextRedacted", { redacts: hidden }, { reason: "a name" });
    const log = arrive(follow(lean(), redaction));
    expect(entryAt(log.entries, hidden)).toMatchObject({ text: null, isRedacted: true });
    expect(log).toEqual(follow(arrive(lean()), redaction));
  });

  it("keep what is after the state for the stream, which brings it in its order", () => {
    const note = next(lean(), "NoteAdded", { kind: "note" }, { body: "x" });
    expect(arrive(lean(), [...entries.slice(0, start), note]).entries).toEqual(entries);
  });
});

it("an entry is found by its place whether or not those around it are here", () => {
  for (const { event } of entries) {
    expect(entryAt(entries, event.seq)?.event.seq).toBe(event.seq);
    const isHere = event.seq > start || pointedAt.some((one) => one.event.seq === event.seq);
    expect(entryAt(lean().entries, event.seq)?.event.seq).toBe(isHere ? event.seq : undefined);
  }
  expect(entryAt(entries, 0)).toBeUndefined();
  expect(entryAt(entries, entries.length + 1)).toBeUndefined();
  expect(entryAt([], 1)).toBeUndefined();
});

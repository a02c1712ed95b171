import { describe, expect, it } from "vitest";
import type { EventType, TextOf } from "#lib/domain/incident/events/index.ts";
import { smallIncident } from "#lib/domain/incident/testing/small-room.ts";
import { leadTo, moves, stages, wander } from "#lib/domain/incident/testing/wandering.ts";
import type { RoomEntry } from "#lib/queries/room/entry.ts";
import { changeRoom, type RoomLog } from "../live/room-log.ts";
import { opened } from "../live/testing/opened.ts";
import { makeLexicon } from "../sentence/lexicon.ts";
import { entryViews } from "./entries.ts";

const wanders = Object.keys(moves).map((move, number) => ({ move, number, waits: 1 }));
const story = wander(leadTo(stages.at(-1) ?? "declared", smallIncident()), [...wanders, ...wanders]);
const entriesNow = (): RoomEntry[] =>
  story.log.map((event, index) => ({
    event,
    text: story.said[index]?.text as TextOf<EventType>,
    audience: "room",
    isRedacted: false,
  }));
const namesOf = ({ state }: RoomLog) => makeLexicon(story.pack, state, [], []);

const at = "2026-11-21T10:00:00.000Z";
const said = (seq: number, type: string, facts: object, text: object) =>
  ({
    event: {
      seq,
      hash: "",
      type,
      facts,
      actor: { kind: "person", id: "p" },
      occurredAt: at,
      recordedAt: at,
    },
    text,
    audience: "room",
    isRedacted: false,
  }) as unknown as RoomEntry;
const add = (log: RoomLog, entry: RoomEntry) => changeRoom(log, { kind: "entries", entries: [entry] });

describe("the timeline's rows", () => {
  it("are the same whether the log came at once or entry by entry", () => {
    const [first, ...rest] = entriesNow();
    let log = opened([first as RoomEntry]);
    const names = namesOf(opened(entriesNow()));
    for (const entry of rest) {
      log = changeRoom(log, { kind: "entries", entries: [entry] });
      entryViews(log, names, "Maya");
    }
    const whole = log.entries.map((entry) => ({ ...entry }));
    expect(entryViews(log, names, "Maya")).toEqual(entryViews({ ...log, entries: whole }, names, "Maya"));
  });

  it("lose redacted words everywhere, also in the correction that repeats them", () => {
    const start = opened(entriesNow().slice(0, 1));
    const names = namesOf(start);
    const noted = add(start, said(2, "NoteAdded", { kind: "note" }, { body: "a customer's name" }));
    const corrected = add(noted, said(3, "EntryCorrected", { corrects: 2 }, { body: "better" }));
    expect(JSON.stringify(entryViews(corrected, names, "Maya")[2])).toContain("a customer's name");
    const redacted = add(corrected, said(4, "TextRedacted", { redacts: 2 }, { reason: "privacy" }));
    expect(JSON.stringify(entryViews(redacted, names, "Maya"))).not.toContain("a customer's name");
  });

  it("say which entry has no words to redact, and of words that are another party's nothing", () => {
    const start = opened(entriesNow().slice(0, 1));
    const names = namesOf(start);
    const isWordless = (text: object | null) =>
      entryViews(
        add(start, { ...said(2, "NoteAdded", { kind: "note" }, {}), text: text as RoomEntry["text"] }),
        names,
        "Maya",
      ).at(-1)?.isWordless;
    expect([{}, { body: "" }, { body: "a customer's name" }, null].map(isWordless)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("name who declines a call once, and who was passed over beside it", () => {
    const start = opened(entriesNow().slice(0, 1));
    const names = namesOf(start);
    const called = { call: "c", person: "p", role: "captain", answerBy: at };
    const asked = add(start, said(2, "PersonCalled", called, {}));
    const passedBecause = (because: string) =>
      entryViews(add(asked, said(3, "CallPassed", { call: "c", because }, {})), names, "Maya").at(-1)?.what;
    expect(passedBecause("declined")).toBe("cannot come: the next person is called");
    expect(passedBecause("no-answer")).toBe(`${names.person("p")}: no answer within the time`);
  });

  it("keep a row as it is while nothing about it has changed", () => {
    const log = opened(entriesNow());
    const names = namesOf(log);
    const before = entryViews(log, names, "Maya");
    const after = entryViews({ ...log, present: ["somebody"] }, names, "Maya");
    expect(after.every((view, index) => view === before[index])).toBe(true);
  });
});

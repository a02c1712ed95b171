import { describe, expect, it } from "vitest";
import { idOf, minute, theConsole } from "../testing/cast.ts";
import { captain, duty, lead, outsider, peer, smallIncident } from "../testing/small-room.ts";
import type { Actor, Story } from "../testing/story.ts";
import {
  type Assignment,
  decideCorrection,
  decideNote,
  decideRedaction,
  decideRole,
  type Note,
} from "./timeline.ts";

const notes = (story: Story, actor: Actor, change: Partial<Note> = {}) =>
  story.asks(5, actor, (state, circumstances) =>
    decideNote(
      state,
      { kind: "note", body: "Seen it", occurredAt: null, party: null, ...change },
      circumstances,
    ),
  );
const redacts = (story: Story, actor: Actor, seq: number, hasWords = true) =>
  story.asks(6, actor, (state, circumstances) =>
    decideRedaction(state, { redacts: seq, reason: "A name", hasWords }, circumstances),
  );
const names = (story: Story, actor: Actor, input: Assignment) =>
  story.asks(6, actor, (state, circumstances) => decideRole(state, story.pack, input, circumstances));

describe("a note", () => {
  it("is a participant's: neither an outsider's nor the console's", () => {
    expect(notes(smallIncident(), peer).ok).toBe(true);
    expect(notes(smallIncident(), outsider)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(notes(smallIncident(), theConsole)).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised" },
    });
  });

  it("for one party alone is written by a member of it", () => {
    const story = smallIncident();
    expect(notes(story, lead, { party: "south" }).ok).toBe(false);
    expect(notes(story, captain, { party: "north" }).ok).toBe(false);
    expect(notes(story, lead, { party: "north" }).ok).toBe(true);
    expect(story.said.at(-1)).toMatchObject({ type: "NoteAdded", audience: "party:north" });
  });

  it("may tell of earlier, never of later, and says when it was written", () => {
    const story = smallIncident();
    expect(notes(story, duty, { occurredAt: minute(6) })).toMatchObject({
      ok: false,
      refusal: { code: "invalid" },
    });
    expect(notes(story, duty, { occurredAt: minute(-3) }).ok).toBe(true);
    expect(story.log.at(-1)).toMatchObject({ occurredAt: minute(-3), recordedAt: minute(5) });
  });
});

describe("a correction", () => {
  it("is a new entry, and only of an entry that is there", () => {
    const story = smallIncident();
    const corrects = (seq: number) =>
      story.asks(5, duty, (state, circumstances) =>
        decideCorrection(state, { corrects: seq, body: "It was two" }, circumstances),
      );
    expect(corrects(99)).toMatchObject({ ok: false, refusal: { code: "invalid" } });
    const before = story.log.slice();
    expect(corrects(1).ok).toBe(true);
    expect(story.log.slice(0, before.length)).toEqual(before);
    expect(story.state.corrected[1]).toBe(story.state.seq);
  });
});

describe("a redaction", () => {
  it("is the commander's, once for each entry that is there", () => {
    const story = smallIncident();
    expect(redacts(story, lead, 1)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(redacts(story, captain, 99)).toMatchObject({ ok: false, refusal: { code: "invalid" } });
    expect(redacts(story, captain, 1).ok).toBe(true);
    expect(redacts(story, captain, 1)).toMatchObject({
      ok: false,
      refusal: { code: "conflict", message: expect.stringContaining(`entry ${story.state.seq}`) },
    });
  });
});

describe("a redaction of an entry without words", () => {
  it("is refused, and says that there is nothing to redact", () => {
    expect(redacts(smallIncident(), captain, 1, false)).toMatchObject({
      ok: false,
      refusal: { code: "invalid", message: "Entry 1 has no words: there is nothing to redact." },
    });
  });
});

describe("a role", () => {
  const newcomer = idOf(42);

  it("is given by who leads, and opens the room", () => {
    const story = smallIncident();
    const input = { person: newcomer, role: "duty", party: null };
    expect(names(story, lead, input)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(names(story, captain, input).ok).toBe(true);
    expect(story.state.participants.at(-1)).toEqual({ person: newcomer, roles: ["duty"], party: null });
    expect(names(story, captain, input)).toMatchObject({ ok: false, refusal: { code: "conflict" } });
  });

  it("of a side brings that side with it, whatever was asked", () => {
    const story = smallIncident();
    names(story, captain, { person: newcomer, role: "peer", party: "north" });
    expect(story.state.participants.at(-1)).toMatchObject({ party: "south" });
  });

  it("is one of the pack's", () => {
    expect(names(smallIncident(), captain, { person: newcomer, role: "king", party: null })).toMatchObject({
      ok: false,
      refusal: { code: "invalid" },
    });
  });

  it("that leads takes command with it, and adds to the roles held", () => {
    const story = smallIncident();
    names(story, captain, { person: duty.id, role: "captain", party: null });
    expect(story.state.commander).toBe(duty.id);
    const held = story.state.participants.find(({ person }) => person === duty.id);
    expect(held?.roles).toEqual(["duty", "captain"]);
    expect(redacts(story, captain, 1).ok).toBe(false);
    expect(redacts(story, duty, 1).ok).toBe(true);
  });
});

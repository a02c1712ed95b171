import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { obligations } from "../incident/obligations.ts";
import { mailAccepts, sendsNotice } from "../incident/testing/acts.ts";
import { minute, theConsole } from "../incident/testing/cast.ts";
import {
  changesTo,
  first,
  packWith,
  pauses,
  resumes,
  storyWith,
  word,
} from "../incident/testing/clock-acts.ts";
import { captain, lead, smallIncident } from "../incident/testing/small-room.ts";
import { fireClock } from "./fire.ts";
import { nextFiring } from "./firing.ts";

describe("a reminder", () => {
  it("comes at each of its minutes before the deadline, to whoever owes it, and never twice", () => {
    const story = storyWith({ remindMinutes: [2, 10] });
    story.passesTo(14);
    const told = story
      .entries("ClockReminded")
      .map(({ facts, occurredAt }) => [facts.minutesBefore, occurredAt]);
    expect(told).toEqual([
      [10, minute(5)],
      [2, minute(13)],
    ]);
    expect(story.entries("ClockReminded")[0]?.facts.persons).toEqual([captain.id]);
  });

  it("is told once where several were slept through, and not at all past the deadline", () => {
    const asleep = storyWith({ remindMinutes: [10, 5, 2] });
    asleep.does(13.5, theConsole, (state, facts) => fireClock(state, asleep.pack, first, facts));
    expect(asleep.entries("ClockReminded").map(({ facts }) => facts.minutesBefore)).toEqual([2]);
    const late = storyWith({ remindMinutes: [10] });
    late.does(16, theConsole, (state, facts) => fireClock(state, late.pack, first, facts));
    expect(late.entries("ClockReminded")).toEqual([]);
    expect(late.clock("first").status).toBe("breached");
  });

  it("does not come before a clock has begun, nor for one that was met", () => {
    const story = storyWith({ remindMinutes: [60, 5] });
    story.passesTo(1);
    expect(story.entries("ClockReminded")).toEqual([]);
    sendsNotice(story, 2, captain, word(1));
    mailAccepts(story, 3, 1);
    story.passesTo(60);
    expect(story.entries("ClockReminded")).toEqual([]);
  });
});

describe("a pause", () => {
  const mayPause = { mayPause: { by: ["lead"] } };

  it("is refused where the pack does not allow it, and to whom it does not name", () => {
    expect(pauses(storyWith({}), 2, lead)).toMatchObject({
      ok: false,
      refusal: { code: "rule", rule: "TST-1" },
    });
    expect(pauses(storyWith(mayPause), 2, captain)).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised" },
    });
  });

  it("moves the deadline by the time that the clock stood still, and keeps the one before", () => {
    const story = storyWith(mayPause);
    pauses(story, 4, lead);
    story.passesTo(60);
    expect(story.clock("first")).toMatchObject({ status: "running", paused: { by: lead.id, at: minute(4) } });
    resumes(story, 64, lead);
    const clock = story.clock("first");
    expect(clock).toMatchObject({ dueAt: minute(75), atRiskAt: minute(70), paused: null });
    expect(clock.moves).toMatchObject([{ from: minute(15), to: minute(75), because: "paused" }]);
    story.passesTo(74.9);
    expect(story.clock("first").status).toBe("at-risk");
    story.passesTo(75);
    expect(story.clock("first").status).toBe("breached");
  });

  it("is no way round a deadline that was missed, and neither pauses nor resumes twice", () => {
    const story = storyWith(mayPause);
    expect(resumes(story, 1, lead)).toMatchObject({ ok: false, refusal: { code: "conflict" } });
    pauses(story, 2, lead);
    expect(pauses(story, 3, lead)).toMatchObject({ ok: false, refusal: { code: "conflict" } });
    // Nobody was awake to record the breach.
    const late = storyWith(mayPause);
    expect(pauses(late, 15, lead)).toMatchObject({ ok: false, refusal: { code: "rule" } });
  });

  it("ends by itself after as long as the pack allows in all", () => {
    const story = storyWith({ mayPause: { by: ["lead"], atMostMinutes: 10 } });
    pauses(story, 2, lead);
    resumes(story, 8, lead);
    pauses(story, 9, lead);
    story.passesTo(20);
    expect(story.clock("first")).toMatchObject({ paused: null, dueAt: minute(25) });
    expect(story.entries("ClockResumed").at(-1)).toMatchObject({ occurredAt: minute(13), actor: theConsole });
    expect(pauses(story, 21, lead)).toMatchObject({ ok: false, refusal: { code: "rule" } });
  });

  it("a clock that is met while it stands is met in time, with the deadline that it would have had", () => {
    const story = storyWith(mayPause);
    pauses(story, 4, lead);
    sendsNotice(story, 100, captain, word(1));
    mailAccepts(story, 104, 1);
    expect(story.clock("first")).toMatchObject({ status: "met", dueAt: minute(115), paused: null });
  });

  it("whatever its beginning and its length, takes nothing from the time that was left", () => {
    const minutes = fc.integer({ min: 0, max: 14 * 60 }).map((seconds) => seconds / 60);
    fc.assert(
      fc.property(minutes, minutes, (begins, lasts) => {
        const story = storyWith(mayPause);
        story.passesTo(begins);
        pauses(story, begins, lead);
        resumes(story, begins + lasts, lead);
        expect(story.clock("first").dueAt).toBe(minute(15 + lasts));
        story.passesTo(300);
        expect(story.clock("first").breachedAt).toBe(minute(15 + lasts));
      }),
      { numRuns: 60 },
    );
  });

  it("has no deadline among what is owed while it stands", () => {
    const story = storyWith(mayPause);
    pauses(story, 4, lead);
    const owed = obligations(story.state, story.pack).find(({ id }) => id === "clock:first#1");
    expect(owed).toMatchObject({ dueAt: null, why: "Its clock stands still; it is owed all the same." });
  });
});

describe("another severity", () => {
  const bySeverity = { dueBySeverity: { A: 5, C: 60 } };

  it("moves a deadline from the clock's own start, and keeps the one before on the record", () => {
    const story = storyWith({ ...bySeverity, remindMinutes: [3] });
    story.passesTo(4);
    changesTo(story, 4, "A");
    expect(story.clock("first")).toMatchObject({
      dueAt: minute(5),
      moves: [{ from: minute(15), to: minute(5), because: "severity-changed" }],
    });
    expect(story.entries("ClockBreached")).toEqual([]);
    expect(nextFiring(story.clock("first"), story.pack, 1)).toMatchObject({ as: "reminder" });
  });

  it("that shortens a deadline into the past breaches it; one that was missed stays missed", () => {
    const story = storyWith(bySeverity);
    changesTo(story, 6, "A");
    expect(story.clock("first")).toMatchObject({ status: "breached", dueAt: minute(5) });
    changesTo(story, 7, "B");
    expect(story.clock("first")).toMatchObject({ status: "breached", dueAt: minute(5) });
    expect(story.entries("ClockMoved")).toHaveLength(1);
  });

  it("is told of anew: whoever was reminded of the old deadline is reminded of the new one", () => {
    const story = storyWith({ dueBySeverity: { A: 60 }, remindMinutes: [3] });
    story.passesTo(13);
    changesTo(story, 13, "A");
    story.passesTo(58);
    expect(story.entries("ClockReminded").map(({ occurredAt }) => occurredAt)).toEqual([
      minute(12),
      minute(57),
    ]);
  });

  it("does not make a clock late that stands still", () => {
    const story = storyWith({ ...bySeverity, mayPause: { by: ["lead"] } });
    pauses(story, 2, lead);
    changesTo(story, 40, "A");
    expect(story.clock("first")).toMatchObject({ status: "running", dueAt: minute(5) });
    resumes(story, 42, lead);
    expect(story.clock("first").dueAt).toBe(minute(45));
  });

  it("that leaves more time takes the warning back, and warns again", () => {
    const pack = packWith({ ...bySeverity, dueBySeverity: { A: 60 } });
    const story = smallIncident({}, 0, pack);
    story.passesTo(12);
    expect(story.clock("first").status).toBe("at-risk");
    changesTo(story, 12, "A");
    expect(story.clock("first")).toMatchObject({ status: "running", dueAt: minute(60) });
    story.passesTo(56);
    expect(story.entries("ClockAtRisk").filter(({ facts }) => facts.clock === "first")).toHaveLength(2);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decidePublication } from "../incident/decide/notice.ts";
import { decideSteering } from "../incident/decide/run.ts";
import { mailAccepts, runOf, sendsNotice, startsRollback } from "../incident/testing/acts.ts";
import { idOf, minute } from "../incident/testing/cast.ts";
import { storyWith, word } from "../incident/testing/clock-acts.ts";
import { captain } from "../incident/testing/small-room.ts";
import type { Story } from "../incident/testing/story.ts";

describe("a cadence", () => {
  const repeats = { repeats: { everyMinutes: 15, until: [{ is: "status-operational" as const }] } };
  const says = (story: Story, at: number, number: number) => {
    sendsNotice(story, at, captain, word(number));
    mailAccepts(story, at, number);
  };

  it("counts each deadline from the one before it, however early the words come", () => {
    const story = storyWith(repeats);
    says(story, 9, 1);
    says(story, 21, 2);
    says(story, 44, 3);
    expect(story.state.clocks.filter(({ clock }) => clock === "first").map(({ dueAt }) => dueAt)).toEqual(
      [15, 30, 45, 60].map(minute),
    );
  });

  it("is met once by one word: the next interval asks for the next", () => {
    const story = storyWith(repeats);
    says(story, 9, 1);
    says(story, 11, 2);
    expect(story.state.clocks.filter(({ clock }) => clock === "first")).toMatchObject([
      { status: "met" },
      { status: "running" },
    ]);
  });

  it("is one breach where whole intervals were slept through, and goes on at its own step", () => {
    const story = storyWith(repeats);
    story.passesTo(50);
    says(story, 50, 1);
    expect(story.entries("ClockBreached")).toHaveLength(1);
    expect(story.clock("first", 2)).toMatchObject({
      status: "running",
      dueAt: minute(60),
      startedAt: minute(45),
    });
    // The word that met the one interval late lies in the next, and does not meet that one.
    sendsNotice(story, 51, captain, { number: 2, template: "north-only" });
    mailAccepts(story, 52, 2);
    expect(story.clock("first", 2).status).toBe("running");
  });

  it("is begun once, however often what begins it happens", () => {
    const story = storyWith({ ...repeats, startsAt: "RollbackStarted" });
    startsRollback(story, 1, captain, "back");
    story.does(2, captain, (state, facts) =>
      decideSteering(state, story.pack, { run: runOf(story).run, to: "abort", reason: "Wrong plan" }, facts),
    );
    startsRollback(story, 3, captain, "back", { number: 1 });
    expect(story.state.clocks.filter(({ clock }) => clock === "first")).toHaveLength(1);
  });

  it("ends with what it lasts for", () => {
    const story = storyWith(repeats);
    says(story, 9, 1);
    const publication = {
      publication: idOf(1),
      state: "resolved" as const,
      services: [],
      title: "Over",
      body: "It is over.",
    };
    story.does(20, captain, (state, facts) => decidePublication(state, story.pack, publication, facts));
    expect(story.clock("first", 2)).toMatchObject({ status: "released" });
    expect(story.entries("ClockReleased").map(({ facts }) => facts.cause)).toEqual(["cadence-over"]);
    says(story, 22, 2);
    expect(story.state.clocks.filter(({ clock }) => clock === "first")).toHaveLength(2);
  });

  it("never drifts, whatever the words' minutes", () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(gaps, (minutes) => {
        const story = storyWith(repeats);
        let at = 0;
        minutes.forEach((gap, index) => {
          at += gap;
          story.passesTo(at - 0.01);
          says(story, at, index + 1);
        });
        for (const { dueAt, clock } of story.state.clocks)
          if (clock === "first") expect((Date.parse(dueAt) - Date.parse(minute(0))) % (15 * 60_000)).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});

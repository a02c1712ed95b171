import { describe, expect, it } from "vitest";
import { decideClosing } from "./decide/close.ts";
import { decideSteering } from "./decide/run.ts";
import { mailAccepts, runOf, sendsNotice, startsRollback, stepsSucceed } from "./testing/acts.ts";
import { minute } from "./testing/cast.ts";
import { captain, duty, smallIncident } from "./testing/small-room.ts";
import type { Story } from "./testing/story.ts";

const aborts = (story: Story, minutes: number) =>
  story.does(minutes, captain, (state, circumstances) =>
    decideSteering(
      state,
      story.pack,
      { run: runOf(story).run, to: "abort", reason: "because" },
      circumstances,
    ),
  );

describe("what the console records of itself", () => {
  it("tells each meeting of a clock once, however many consequences come with it", () => {
    const story = smallIncident({ severity: "A" });
    startsRollback(story, 1, duty, "back");
    stepsSucceed(story, 2);
    sendsNotice(story, 3, captain, { number: 1, template: "first", values: { impact: "x" }, promises: 20 });
    mailAccepts(story, 4, 1);
    const met = story.entries("ClockMet").map(({ facts }) => `${facts.clock}#${facts.occurrence}`);
    expect(met.toSorted()).toEqual(["first#1", "proof#1", "start#1"]);
  });

  it("names the entry that met a clock", () => {
    const story = smallIncident({ severity: "A" });
    startsRollback(story, 1, duty, "back");
    const [started] = story.entries("RollbackStarted");
    expect(story.clock("start")).toMatchObject({ status: "met", metBySeq: started?.seq });
  });

  it("sets the trigger's own freeze at the declaration and every other at the rollback", () => {
    const story = smallIncident();
    expect(story.state.freezes.map(({ freeze }) => freeze)).toEqual(["promotion"]);
    startsRollback(story, 1, captain, "back");
    expect(story.state.freezes.map(({ freeze }) => freeze)).toEqual(["promotion", "deploys"]);
    stepsSucceed(story, 2);
    expect(story.state.freezes).toMatchObject([{ liftedAt: null }, { freeze: "deploys" }]);
    expect(story.state.freezes[1]?.liftedAt).not.toBeNull();
  });

  it("[SM-16] keeps the freeze of an aborted rollback until the incident is closed", () => {
    const story = smallIncident();
    startsRollback(story, 1, captain, "back");
    aborts(story, 2);
    expect(story.state.freezes.map(({ liftedAt }) => liftedAt)).toEqual([null, null]);
    sendsNotice(story, 3, captain, { number: 1, template: "first", values: { impact: "x" } });
    mailAccepts(story, 4, 1);
    story.does(5, captain, (state, circumstances) =>
      decideClosing(state, story.pack, { summary: "x" }, circumstances),
    );
    expect(story.state.freezes.map(({ liftedAt }) => liftedAt)).toEqual([minute(5), minute(5)]);
  });

  it("sets no freeze for a trigger that asks for none", () => {
    const story = smallIncident({ trigger: "slow", severity: "C" });
    expect(story.state.freezes).toEqual([]);
  });

  it("enters each phase once and never goes back", () => {
    const story = smallIncident();
    startsRollback(story, 1, captain, "back");
    aborts(story, 2);
    startsRollback(story, 3, captain, "back", { number: 1 });
    stepsSucceed(story, 4);
    expect(story.entries("PhaseEntered").map(({ facts }) => facts.phase)).toEqual([
      "declared",
      "rolling-back",
    ]);
  });
});

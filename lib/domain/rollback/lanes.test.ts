import { describe, expect, it } from "vitest";
import { decideRuling } from "../incident/decide/run.ts";
import { runOf, startsRollback, stepEnds, stepStarts } from "../incident/testing/acts.ts";
import { smallPack } from "../incident/testing/small-pack.ts";
import { captain, smallIncident } from "../incident/testing/small-room.ts";
import type { Story } from "../incident/testing/story.ts";
import type { PackSource } from "../protocol/pack.ts";
import { expectedSecondsOf, partsOf } from "./parts.ts";
import { nextSteps } from "./run.ts";

const [code, settings, health, smoke] = smallPack.plans?.back?.steps ?? [];
if (!code || !settings || !health || !smoke) throw new Error("the small plan has four steps");
const lane = (title: string) => ({ title, lead: "lead" });
const pack = (lanes?: "side-by-side"): PackSource => ({
  ...smallPack,
  lanes: { site: lane("Site"), store: lane("Store") },
  plans: {
    back: {
      title: "Back",
      ...(lanes === undefined ? {} : { lanes }),
      steps: [{ ...code, lane: "site" }, { ...settings, lane: "store" }, { ...health, lane: "store" }, smoke],
    },
  },
});

const started = (lanes?: "side-by-side") => {
  const story = smallIncident({}, 0, pack(lanes));
  const decided = startsRollback(story, 1, captain, "back");
  if (!decided.ok) throw new Error(decided.refusal.message);
  return story;
};
const ready = (story: Story) => nextSteps(runOf(story)).map(({ id }) => id);
const rule = (story: Story, step: string, ruling: "retry" | "abort") =>
  story.asks(9, captain, (state, circumstances) =>
    decideRuling(
      state,
      story.pack,
      { run: runOf(story).run, step, attempt: 1, ruling, reason: "because" },
      circumstances,
    ),
  );

describe("lanes side by side", () => {
  it("[PT-6] begin together, each in its own order; a step of no lane waits for all of them", () => {
    const story = started("side-by-side");
    expect(ready(story)).toEqual(["code", "settings"]);
    expect(stepStarts(story, 2, 1, "settings")).toBe("settings");
    expect(stepStarts(story, 2, 1, "code")).toBe("code");
    expect(ready(story)).toEqual([]);
    stepEnds(story, 3, "succeeded", "settings");
    expect(ready(story)).toEqual(["health"]);
    expect(stepStarts(story, 4, 1, "health")).toBeNull();
    expect(stepStarts(story, 4, 2, "health")).toBe("health");
    stepEnds(story, 5, "succeeded", "health");
    expect(ready(story)).toEqual([]);
    stepEnds(story, 6, "succeeded", "code");
    expect(runOf(story).status).toBe("executed");
    expect(ready(story)).toEqual(["smoke"]);
  });

  it("a pack that does not ask for it takes its steps one after another, whatever their lanes", () => {
    const story = started();
    expect(ready(story)).toEqual(["code"]);
    expect(runOf(story).steps.every((step) => step.lane === undefined)).toBe(true);
  });

  it("an abort at a failure in one lane waits for what runs elsewhere to end", () => {
    const story = started("side-by-side");
    stepStarts(story, 2, 1, "code");
    stepStarts(story, 2, 1, "settings");
    stepEnds(story, 3, "failed", "code");
    expect(rule(story, "code", "abort").ok).toBe(true);
    expect(runOf(story)).toMatchObject({ status: "paused", abortAsked: true });
    stepEnds(story, 4, "succeeded", "settings");
    expect(runOf(story).status).toBe("aborted");
  });

  it("a failure in one lane lets what runs elsewhere end and begins nothing more, until every lane has its ruling", () => {
    const story = started("side-by-side");
    stepStarts(story, 2, 1, "code");
    stepStarts(story, 2, 1, "settings");
    stepEnds(story, 3, "failed", "code");
    stepEnds(story, 4, "failed", "settings");
    expect(runOf(story).status).toBe("asking");
    expect(rule(story, "code", "retry").ok).toBe(true);
    expect(runOf(story).status).toBe("asking");
    expect(ready(story)).toEqual([]);
    expect(rule(story, "settings", "retry").ok).toBe(true);
    expect(ready(story)).toEqual(["code", "settings"]);
  });

  it("that end while another asks do not take the question away", () => {
    const story = started("side-by-side");
    stepStarts(story, 2, 1, "code");
    stepStarts(story, 2, 1, "settings");
    stepEnds(story, 3, "succeeded", "settings");
    stepStarts(story, 4, 2, "health");
    stepEnds(story, 5, "failed", "health");
    stepEnds(story, 6, "succeeded", "code");
    expect(runOf(story)).toMatchObject({ status: "asking", executedAt: expect.any(String) });
  });

  it("take as long as the longest of them", () => {
    const steps = [
      { expectedSeconds: 5 },
      { lane: "a", expectedSeconds: 10 },
      { lane: "b", expectedSeconds: 4 },
      { lane: "a", expectedSeconds: 10 },
      { expectedSeconds: 1 },
    ];
    expect(partsOf(steps).map((part) => part.map((lanes) => lanes.length))).toEqual([[1], [2, 1], [1]]);
    expect(expectedSecondsOf(steps)).toBe(26);
  });
});

import { expect, it } from "vitest";
import type { RunStatus, StepState } from "../incident/state.ts";
import { runOf, startsRollback, stepsSucceed } from "../incident/testing/acts.ts";
import { captain, smallIncident } from "../incident/testing/small-room.ts";
import { rollbackWords } from "./rollback-words.ts";

const story = smallIncident();
startsRollback(story, 1, captain, "back");
stepsSucceed(story, 2.5);
const verified = runOf(story);
const { pack } = story;

/** The same run stopped at its first step. */
const stoppedAt = (status: RunStatus, step: StepState["status"]) => ({
  ...verified,
  status,
  steps: verified.steps.map((one, index) => ({ ...one, status: index === 0 ? step : ("waiting" as const) })),
});
const first = pack.plans.back?.steps[0]?.title ?? "";

it("[SM-7] a stop is told as a stop, with the step that it stopped at", () => {
  expect(rollbackWords(stoppedAt("asking", "failed"), pack)).toContain(`stopped: "${first}" failed`);
  expect(rollbackWords(stoppedAt("asking", "in-doubt"), pack)).toContain(`how "${first}" ended is not known`);
  expect(rollbackWords(stoppedAt("asking", "awaits-person"), pack)).toContain("done by hand");
});

it("[SM-7] what is done is counted, and no word of the machine's own is sent", () => {
  const count = verified.steps.length;
  expect(rollbackWords(stoppedAt("running", "running"), pack)).toBe(`under way, 0 of ${count} steps done`);
  expect(rollbackWords({ ...verified, status: "paused" }, pack)).toBe(
    `paused, ${count} of ${count} steps done`,
  );
  expect(rollbackWords(verified, pack)).toBe("carried out and verified");
  expect(rollbackWords(null, pack)).toBe("not started");
});

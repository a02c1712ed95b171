import { expect, it } from "vitest";
import type { RunState, StepState } from "../incident/state.ts";
import { runOf, startsRollback, stepsSucceed } from "../incident/testing/acts.ts";
import { captain, smallIncident } from "../incident/testing/small-room.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { whatRuns } from "./what-runs.ts";

const story = smallIncident();
startsRollback(story, 1, captain, "back");
stepsSucceed(story, 2.5);
const target = { release: "1.4.2", configuration: "v7", policy: "v3", sha: "0123456" };
const quotes: Record<string, string> = {
  application: "release",
  configuration: "configuration",
  policy: "policy",
  version: "release",
};
const pack = {
  ...story.pack,
  plans: {
    back: {
      steps: Object.entries(quotes).map(([id, name]) => ({ id, with: { value: `{{baseline.${name}}}` } })),
    },
  },
} as unknown as ProtocolPack;

/** A verified run whose steps ended so; the last of the four verifies the release. */
const runWith = (statuses: Partial<Record<string, StepState["status"]>>): RunState => ({
  ...runOf(story),
  target,
  steps: Object.keys(quotes).map(
    (id) =>
      ({
        id,
        kind: id === "version" ? "verify" : "act",
        status: statuses[id] ?? "succeeded",
      }) as StepState,
  ),
});

it("[SM-10] a run of which the console did every step brought back the whole target", () => {
  expect(whatRuns(runWith({}), pack)).toEqual({ known: target, unproven: [] });
});

it("[SM-10] what a person says is done by hand is known by nobody until something looks at it", () => {
  expect(whatRuns(runWith({ configuration: "done-by-hand" }), pack)).toEqual({
    known: { release: "1.4.2", policy: "v3" },
    unproven: ["configuration"],
  });
});

it("[SM-10] a verification proves what was done by hand", () => {
  expect(whatRuns(runWith({ application: "done-by-hand" }), pack)).toEqual({
    known: { release: "1.4.2", configuration: "v7", policy: "v3" },
    unproven: [],
  });
});

it("[SM-10] a skipped step changed nothing, so its value is as it was known before", () => {
  expect(whatRuns(runWith({ policy: "skipped" }), pack)).toEqual({
    known: { release: "1.4.2", configuration: "v7" },
    unproven: [],
  });
});

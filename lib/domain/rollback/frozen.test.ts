import { describe, expect, it } from "vitest";
import type { StandingFreeze } from "../freeze/standing.ts";
import { decideSteering } from "../incident/decide/run.ts";
import { decideStepStart } from "../incident/decide/step.ts";
import { runOf, startsRollback, stepsSucceed } from "../incident/testing/acts.ts";
import { theConsole } from "../incident/testing/cast.ts";
import { captain, smallIncident } from "../incident/testing/small-room.ts";
import type { Story } from "../incident/testing/story.ts";
import { frozenElsewhere } from "./frozen.ts";

const freeze: StandingFreeze = {
  incident: "INC-2026-0077",
  title: "Only its owners deploy",
  rule: "PT-2.8",
  since: "2026-03-01T10:00:00.000Z",
  until: "it is over",
  actions: ["deploy"],
  places: [{ service: "shop", environment: "production" }],
  admits: { roles: [{ title: "Owner", holders: ["ines@example.com"] }], work: [] },
};
const met = [{ incident: "INC-2026-0077", title: "Only its owners deploy", rule: "PT-2.8" }];
const here = { reference: "INC-2026-0001" };
const asked = { service: "shop", environment: "production", actor: "sam@example.com" };

describe("a freeze of another incident", () => {
  it("[SM-16] stands in a rollback's way unless it admits who started it, or a rollback's work", () => {
    expect(frozenElsewhere(here, asked, [freeze])).toEqual(met);
    expect(frozenElsewhere(here, { ...asked, actor: "ines@example.com" }, [freeze])).toEqual([]);
    const forRollbacks = { ...freeze, admits: { roles: [], work: ["rollback" as const] } };
    expect(frozenElsewhere(here, asked, [forRollbacks])).toEqual([]);
  });

  it("never is one's own incident's, nor of another place", () => {
    expect(frozenElsewhere({ reference: freeze.incident }, asked, [freeze])).toEqual([]);
    expect(frozenElsewhere(here, { ...asked, environment: "staging" }, [freeze])).toEqual([]);
  });
});

const begins = (story: Story, minutes: number, epoch: number) =>
  story.does(minutes, theConsole, (state, circumstances) =>
    decideStepStart(
      state,
      { run: runOf(story).run, worker: "worker-1", epoch, frozenBy: met },
      circumstances,
    ),
  );

describe("a run that meets one", () => {
  it("[SM-16] stops before its next step and asks; resumed, that freeze stops it no more", () => {
    const story = smallIncident();
    startsRollback(story, 1, captain, "back");
    expect(begins(story, 2, 1)).toEqual(["RollbackPaused"]);
    expect(runOf(story)).toMatchObject({ status: "paused", pausedBy: "frozen", frozenBy: met });
    story.asks(3, captain, (state, circumstances) =>
      decideSteering(
        state,
        story.pack,
        { run: runOf(story).run, to: "resume", reason: "Agreed with its commander." },
        circumstances,
      ),
    );
    expect(begins(story, 4, 2)).toEqual(["StepStarted"]);
  });

  it("verifies all the same, because a verification deploys nothing", () => {
    const story = smallIncident();
    startsRollback(story, 1, captain, "back");
    stepsSucceed(story, 2, "act");
    expect(begins(story, 3, 9)).toEqual(["StepStarted"]);
  });
});

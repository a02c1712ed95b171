import { describe, expect, it } from "vitest";
import { startedByOthers } from "#lib/domain/authority/start-rollback.ts";
import { decideAnswer } from "#lib/domain/calling/call.ts";
import { decideRuling, decideSteering } from "#lib/domain/incident/decide/run.ts";
import { decideStepDoubt } from "#lib/domain/incident/decide/step.ts";
import { decideReached } from "#lib/domain/incident/decide/timing.ts";
import { runOf, startsRollback, stepEnds, stepStarts } from "#lib/domain/incident/testing/acts.ts";
import { idOf, minute, theConsole } from "#lib/domain/incident/testing/cast.ts";
import type { Story } from "#lib/domain/incident/testing/story.ts";
import { accept } from "#lib/domain/refusal.ts";
import { captain, incident, pack, rollingBack, sre, sreLead, vp } from "./mvp4-ga/testing/room.ts";

const told = (story: Story) =>
  story.entries("RoleTold").map(({ facts }) => [facts.cause, facts.role, facts.persons, facts.rule]);
const started = ["RollbackStarted", "release-captain", [captain.id], "SM-5.1"];
const failed = ["RunFailed", "sre-lead", [sreLead.id], "SM-5.2"];
const failedAgain = ["RunFailedAgain", "vp-engineering", [vp.id], "SM-5.3"];
const fails = (story: Story, at: number) => {
  stepStarts(story, at);
  stepEnds(story, at, "failed");
};
const rules = (story: Story, at: number, ruling: "retry" | "abort", person = sre) => {
  const step = runOf(story).steps.find(({ status }) => status === "failed" || status === "in-doubt");
  return story.does(at, person, (state, c) =>
    decideRuling(
      state,
      pack,
      { run: runOf(story).run, step: step?.id ?? "", attempt: step?.attempt ?? 0, ruling, reason: "look" },
      c,
    ),
  );
};

describe("what a rollback comes to", () => {
  it("[SM-5.1] the captain is told when it starts, and not of his own start", () => {
    expect(told(rollingBack("P0"))).toEqual([started]);
    expect(told(rollingBack("P1"))).toEqual([]);
  });

  it("[SM-5.2] the SRE Lead is told when a step fails and asks", () => {
    const story = rollingBack("P0");
    fails(story, 3);
    expect(told(story)).toEqual([started, failed]);
  });

  it("[SM-5.2] a step in doubt that asks is a failure, too; one that is taken up again by itself is none", () => {
    const story = rollingBack("P0");
    const doubt = (step: string, at: number) =>
      story.does(at, theConsole, (state, c) => {
        const running = runOf(story).steps.find(({ id }) => id === step);
        const { attempt, epoch } = running ?? { attempt: 0, epoch: 0 };
        return decideStepDoubt(
          state,
          { run: runOf(story).run, step, attempt, epoch, lastHeardAt: minute(at) },
          c,
        );
      });
    stepStarts(story, 3);
    stepEnds(story, 3);
    stepStarts(story, 4);
    doubt("policy", 5);
    expect(told(story)).toEqual([started]);
    stepStarts(story, 5);
    doubt("policy", 6);
    expect(told(story)).toEqual([started, failed]);
  });

  it("[SM-5.2] an aborted run has failed", () => {
    const story = rollingBack("P0");
    story.does(3, sre, (state, c) =>
      decideSteering(state, pack, { run: runOf(story).run, to: "abort", reason: "no" }, c),
    );
    expect(told(story)).toEqual([started, failed]);
  });

  it("[SM-5.3] the VP is told when it fails again, once", () => {
    const story = rollingBack("P0");
    fails(story, 3);
    rules(story, 4, "retry");
    fails(story, 5);
    expect(told(story)).toEqual([started, failed, failedAgain]);
    rules(story, 6, "retry");
    fails(story, 7);
    expect(told(story)).toHaveLength(3);
  });

  it("[SM-5.3] a failure that is given up goes to the VP, and so does one of the next run", () => {
    const story = rollingBack("P0");
    fails(story, 3);
    rules(story, 4, "abort");
    expect(told(story)).toEqual([started, failed, failedAgain]);
    startsRollback(story, 5, sre, "emergency", { number: 1 });
    fails(story, 6);
    expect(told(story).slice(3)).toEqual([started, failedAgain]);
  });

  it("[SM-5.1] whether somebody was reached is recorded by the console alone, once for each person", () => {
    const story = rollingBack("P0");
    const facts = {
      run: runOf(story).run,
      cause: "RollbackStarted" as const,
      role: "release-captain",
      person: captain.id,
      outcome: "accepted" as const,
      receipt: "250 queued",
    };
    expect(story.asks(3, captain, (state, c) => decideReached(state, facts, c)).ok).toBe(false);
    expect(story.does(3, theConsole, (state, c) => decideReached(state, facts, c))).toEqual(["RoleReached"]);
    expect(story.does(4, theConsole, (state, c) => decideReached(state, facts, c))).toEqual([]);
    expect(story.state.told[0]?.reached).toEqual({ [captain.id]: "accepted" });
  });

  it("[SM-5] who is called and cannot come is not said to be late, and who is called next learns who starts", () => {
    const story = incident("P0");
    const called = { call: idOf(1), person: sre.id, role: "on-call-sre", answerBy: minute(7) };
    story.does(2, theConsole, () => accept([{ type: "PersonCalled", facts: called, text: {} }]));
    story.does(3, sre, (state, c) =>
      decideAnswer(state, { call: called.call, by: "console", answer: "cannot" }, c),
    );
    expect(story.state.calls).toMatchObject([{ status: "passed", declined: true }]);
    expect(startedByOthers(story.state, pack, "on-call-sre")).toBeNull();
    expect(startedByOthers(story.state, pack, "sre-lead")).toBe("On-call SRE on call now");
    expect(startsRollback(story, 4, sreLead, "emergency")).toMatchObject({
      refusal: { message: expect.stringContaining("have the Release Captain name somebody for it") },
    });
  });

  it("[SM-5] a missed deadline goes the same way: captain, SRE Lead, VP", () => {
    const story = incident("P0");
    story.passesTo(60);
    expect(story.entries("Escalated").map(({ facts }) => facts.toRole)).toEqual([
      "release-captain",
      "sre-lead",
      "vp-engineering",
    ]);
    expect(pack.escalations.default?.rule).toBe("SM-5");
  });
});

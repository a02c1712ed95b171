import { describe, expect, it } from "vitest";
import { decideApproval, decideRuling, decideSteering } from "../incident/decide/run.ts";
import { decideStepDoubt, decideStepOutcome } from "../incident/decide/step.ts";
import type { Ruling } from "../incident/events/rollback.ts";
import { obligations } from "../incident/obligations.ts";
import { runOf, startsRollback, stepEnds, stepStarts, stepsSucceed } from "../incident/testing/acts.ts";
import { minute, theConsole } from "../incident/testing/cast.ts";
import { captain, duty, lead, peer, smallIncident } from "../incident/testing/small-room.ts";
import type { Actor, Story } from "../incident/testing/story.ts";

const started = (severity: "A" | "B" | "C" = "B") => {
  const story = smallIncident({ severity, ...(severity === "C" ? { trigger: "slow" } : {}) });
  const decided = startsRollback(story, 1, severity === "A" ? duty : captain, "back");
  if (!decided.ok) throw new Error(decided.refusal.message);
  return story;
};
const statuses = (story: Story) => runOf(story).steps.map(({ status }) => status);
const ask = (to: "pause" | "resume" | "abort") => (story: Story, minutes: number, actor: Actor) =>
  story.asks(minutes, actor, (state, circumstances) =>
    decideSteering(state, story.pack, { run: runOf(story).run, to, reason: "because" }, circumstances),
  );
const pause = ask("pause");
const resume = ask("resume");
const abort = ask("abort");

const answers = (story: Story, minutes: number, actor: Actor, answer: "approved" | "refused") =>
  story.asks(minutes, actor, (state, circumstances) =>
    decideApproval(state, story.pack, { run: runOf(story).run, answer, reason: "because" }, circumstances),
  );

function rules(story: Story, minutes: number, actor: Actor, step: string, ruling: Ruling, attempt = 1) {
  return story.asks(minutes, actor, (state, circumstances) =>
    decideRuling(
      state,
      story.pack,
      { run: runOf(story).run, step, attempt, ruling, reason: "because" },
      circumstances,
    ),
  );
}

/** The worker that had the step is gone. */
function isLost(story: Story, minutes: number) {
  const run = runOf(story);
  const step = run.steps.find((one) => one.status === "running");
  if (step === undefined) throw new Error("no step is running");
  const { id, attempt, epoch } = step;
  return story.does(minutes, theConsole, (state, circumstances) =>
    decideStepDoubt(
      state,
      { run: run.run, step: id, attempt, epoch, lastHeardAt: minute(minutes) },
      circumstances,
    ),
  );
}

describe("a rollback's run", () => {
  it("takes its steps in order and one at a time", () => {
    const story = started();
    expect(stepStarts(story, 2)).toBe("code");
    expect(stepStarts(story, 2)).toBeNull();
    stepEnds(story, 3);
    expect(stepStarts(story, 4)).toBe("settings");
  });

  it("[MKC-3] is executed at the last acting step, before any verification", () => {
    const story = started();
    stepsSucceed(story, 2, "act");
    expect(runOf(story)).toMatchObject({ status: "executed", executedAt: minute(2), verifiedAt: null });
    stepsSucceed(story, 3);
    expect(runOf(story)).toMatchObject({ status: "verified", executedAt: minute(2), verifiedAt: minute(3) });
  });

  it("stops at a failed step and asks", () => {
    const story = started();
    stepStarts(story, 2);
    stepEnds(story, 3, "failed");
    expect(runOf(story).status).toBe("asking");
    expect(stepStarts(story, 4)).toBeNull();
  });

  it("takes no step under an epoch that is not newer", () => {
    const story = started();
    stepStarts(story, 2, 5);
    stepEnds(story, 3);
    expect(stepStarts(story, 4, 5)).toBeNull();
    expect(stepStarts(story, 4, 6)).toBe("settings");
  });

  it("hears no outcome from a worker whose lease is over", () => {
    const story = started();
    stepStarts(story, 2);
    const late = { step: "code", attempt: 1, epoch: 99, durationMs: 1, exitCode: 0, tail: "" };
    const events = story.does(3, theConsole, (state, circumstances) =>
      decideStepOutcome(
        state,
        { run: runOf(story).run, ...late, outputDigest: "a".repeat(64), outcome: "succeeded" },
        circumstances,
      ),
    );
    expect(events).toEqual([]);
    expect(statuses(story)[0]).toBe("running");
  });

  it("is started once: a second person is refused and told who was first", () => {
    const story = started();
    expect(startsRollback(story, 2, captain, "back", { number: 1 })).toMatchObject({
      ok: false,
      refusal: { code: "conflict", message: expect.stringContaining(captain.id) },
    });
  });

  it("is refused where the plan moved after it was read", () => {
    const story = smallIncident();
    expect(startsRollback(story, 1, captain, "back", { seenDigest: "0".repeat(64) })).toMatchObject({
      ok: false,
      refusal: { code: "stale" },
    });
  });

  it("may be started again after it was aborted, never after it was verified", () => {
    const story = started();
    expect(abort(story, 2, captain).ok).toBe(true);
    expect(startsRollback(story, 3, captain, "back", { number: 1 }).ok).toBe(true);
    stepsSucceed(story, 4);
    expect(startsRollback(story, 5, captain, "back", { number: 2 }).ok).toBe(false);
  });
});

describe("a step in doubt", () => {
  it("stops the run and asks where running it twice could do harm", () => {
    const story = started();
    stepStarts(story, 2);
    expect(isLost(story, 3)).toEqual(["StepInDoubt"]);
    expect(runOf(story).status).toBe("asking");
    expect(stepStarts(story, 4)).toBeNull();
  });

  it("is retried once where it may run twice, as an entry; the second doubt asks", () => {
    const story = started();
    stepStarts(story, 2);
    stepEnds(story, 2);
    stepStarts(story, 3);
    expect(isLost(story, 4)).toEqual(["StepInDoubt", "StepRuled"]);
    expect(stepStarts(story, 5)).toBe("settings");
    expect(runOf(story).steps[1]?.attempt).toBe(2);
    expect(isLost(story, 6)).toEqual(["StepInDoubt"]);
    expect(runOf(story).status).toBe("asking");
  });

  it("is no doubt where the outcome came in first", () => {
    const story = started();
    stepStarts(story, 2);
    const { run } = runOf(story);
    stepEnds(story, 3);
    const events = story.does(4, theConsole, (state, circumstances) =>
      decideStepDoubt(
        state,
        { run, step: "code", attempt: 1, epoch: 1, lastHeardAt: minute(2) },
        circumstances,
      ),
    );
    expect(events).toEqual([]);
  });
});

describe("a ruling", () => {
  const failed = () => {
    const story = started();
    stepStarts(story, 2);
    stepEnds(story, 3, "failed");
    return story;
  };

  it.each([
    ["retry", "waiting", "running"],
    ["skip", "skipped", "running"],
    ["done-by-hand", "done-by-hand", "running"],
    ["abort", "failed", "aborted"],
  ] as const)("%s leaves the step %s and the run %s", (ruling, step, run) => {
    const story = failed();
    expect(rules(story, 4, captain, "code", ruling).ok).toBe(true);
    expect(statuses(story)[0]).toBe(step);
    expect(runOf(story).status).toBe(run);
  });

  it("is given by who started the run, the commander or the approver, and by nobody else", () => {
    expect(rules(failed(), 4, captain, "code", "retry").ok).toBe(true);
    expect(rules(failed(), 4, lead, "code", "retry").ok).toBe(true);
    expect(rules(failed(), 4, peer, "code", "retry")).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised" },
    });
  });

  it("never skips a verification", () => {
    const story = started();
    stepsSucceed(story, 2, "act");
    stepStarts(story, 3);
    stepEnds(story, 3, "failed");
    expect(rules(story, 4, captain, "health", "skip")).toMatchObject({
      ok: false,
      refusal: { code: "rule" },
    });
    expect(rules(story, 4, captain, "health", "done-by-hand").ok).toBe(true);
    expect(runOf(story).status).toBe("executed");
  });

  it("comes too late for a step that has moved on, and says who ruled and where it stands", () => {
    const story = failed();
    rules(story, 4, captain, "code", "retry");
    const tooLate = () => rules(story, 6, lead, "code", "skip");
    expect(tooLate()).toMatchObject({
      ok: false,
      refusal: { code: "stale", message: expect.stringMatching(`${captain.id}.*waiting`) },
    });
    stepStarts(story, 5);
    expect(tooLate()).toMatchObject({
      refusal: { code: "stale", message: expect.stringMatching(`${captain.id}.*running`) },
    });
  });
});

describe("an approval owed meanwhile", () => {
  it("[SM-4] does not hold the run up", () => {
    const story = started();
    expect(runOf(story).approval).toEqual({ role: "lead", answer: "owed", by: null });
    expect(stepStarts(story, 2)).toBe("code");
  });

  it("[SM-4] pauses the run where it is refused, and only the approver's role lets it go on", () => {
    const story = started();
    answers(story, 2, lead, "refused");
    expect(runOf(story)).toMatchObject({ status: "paused", pausedBy: "approval-refused" });
    expect(stepStarts(story, 3)).toBeNull();
    expect(resume(story, 4, captain)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(resume(story, 5, lead).ok).toBe(true);
    expect(runOf(story).status).toBe("running");
  });

  it("[SM-4] takes hold of a run that a person had paused already", () => {
    const story = started();
    pause(story, 2, captain);
    answers(story, 3, lead, "refused");
    expect(resume(story, 4, captain)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
  });

  it("is answered once, by its role, never by who started the run", () => {
    const story = started();
    expect(answers(story, 2, peer, "approved").ok).toBe(false);
    expect(answers(story, 2, lead, "approved").ok).toBe(true);
    expect(answers(story, 3, lead, "refused")).toMatchObject({
      ok: false,
      refusal: { code: "conflict", message: expect.stringContaining(lead.id) },
    });
  });

  it("is not given by who started the run, even where they hold the approver's role too", () => {
    const participants = [{ person: captain.id, roles: ["captain", "lead"], party: "north" }];
    const story = smallIncident({ participants });
    startsRollback(story, 1, captain, "back");
    expect(answers(story, 2, captain, "approved")).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", message: expect.stringContaining("does not approve") },
    });
  });

  it("lets nothing run before it where the protocol wants it first", () => {
    const story = started("C");
    expect(runOf(story).status).toBe("awaiting-approval");
    expect(stepStarts(story, 2)).toBeNull();
    answers(story, 3, lead, "approved");
    expect(stepStarts(story, 4)).toBe("code");
  });

  it("starts nothing where it was wanted first and is refused", () => {
    const story = started("C");
    answers(story, 2, lead, "refused");
    expect(stepStarts(story, 3)).toBeNull();
    expect(resume(story, 4, captain).ok).toBe(false);
  });
});

describe("steering a run", () => {
  it("cannot get round an approval that is wanted first by pausing and resuming", () => {
    const story = started("C");
    pause(story, 2, captain);
    resume(story, 3, captain);
    expect(stepStarts(story, 4)).toBeNull();
  });

  it("pauses between steps: the running one ends, the next does not begin", () => {
    const story = started();
    stepStarts(story, 2);
    pause(story, 3, captain);
    stepEnds(story, 4);
    expect(statuses(story)).toEqual(["succeeded", "waiting", "waiting", "waiting"]);
    expect(stepStarts(story, 5)).toBeNull();
    resume(story, 6, captain);
    expect(stepStarts(story, 7)).toBe("settings");
  });

  it("stays paused where the running step fails, and asks when it is resumed", () => {
    const story = started();
    stepStarts(story, 2);
    pause(story, 3, captain);
    stepEnds(story, 4, "failed");
    expect(runOf(story).status).toBe("paused");
    resume(story, 5, captain);
    expect(runOf(story).status).toBe("asking");
  });

  it("resumes to where it was: asking, executed or running", () => {
    const asking = started();
    stepStarts(asking, 2);
    stepEnds(asking, 3, "failed");
    pause(asking, 4, captain);
    resume(asking, 5, captain);
    expect(runOf(asking).status).toBe("asking");
    const executed = started();
    stepsSucceed(executed, 2, "act");
    pause(executed, 3, captain);
    resume(executed, 4, captain);
    expect(runOf(executed).status).toBe("executed");
  });

  it.each(["succeeded", "failed"] as const)(
    "an abort waits for the end of the step that runs: %s",
    (outcome) => {
      const story = started();
      stepStarts(story, 2);
      expect(abort(story, 3, captain).ok).toBe(true);
      expect(runOf(story)).toMatchObject({ status: "paused", abortAsked: true });
      expect(obligations(story.state, story.pack).map(({ act }) => act.kind)).not.toContain("resume-run");
      expect(abort(story, 3, captain)).toMatchObject({ ok: false, refusal: { code: "conflict" } });
      stepEnds(story, 4, outcome);
      expect(runOf(story).status).toBe("aborted");
      expect(resume(story, 6, captain).ok).toBe(false);
    },
  );

  it("an abort that waits is taken back by resuming", () => {
    const story = started();
    stepStarts(story, 2);
    abort(story, 3, captain);
    expect(resume(story, 3, captain).ok).toBe(true);
    stepEnds(story, 4);
    expect(runOf(story).status).toBe("running");
  });
});

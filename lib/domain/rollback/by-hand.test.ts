import { describe, expect, it } from "vitest";
import { decideRuling } from "../incident/decide/run.ts";
import { decideStepOutcome } from "../incident/decide/step.ts";
import type { Ruling } from "../incident/events/rollback.ts";
import { obligations } from "../incident/obligations.ts";
import { runOf, startsRollback, stepStarts, stepsSucceed } from "../incident/testing/acts.ts";
import { minute, theConsole } from "../incident/testing/cast.ts";
import { digestOf } from "../incident/testing/digest.ts";
import { captain, peer, smallIncident } from "../incident/testing/small-room.ts";
import type { Actor, Story } from "../incident/testing/story.ts";

/** A run whose first step was asked of a person at minute 3. */
function asked(): Story {
  const story = smallIncident({ severity: "B" });
  startsRollback(story, 1, captain, "back");
  stepStarts(story, 2);
  const run = runOf(story);
  const outcome = { outcome: "asked", durationMs: 0, exitCode: null, outputDigest: digestOf("x") } as const;
  story.does(3, theConsole, (state, circumstances) =>
    decideStepOutcome(
      state,
      { run: run.run, step: "code", attempt: 1, epoch: 1, tail: "Turn the key.", ...outcome },
      circumstances,
    ),
  );
  return story;
}
const rules = (story: Story, actor: Actor, ruling: Ruling) =>
  story.asks(5, actor, (state, circumstances) =>
    decideRuling(
      state,
      story.pack,
      { run: runOf(story).run, step: "code", attempt: 1, ruling, reason: "I turned it; the lamp is out." },
      circumstances,
    ),
  );
const code = (story: Story) => runOf(story).steps.find(({ id }) => id === "code");

describe("a step that is asked of a person", () => {
  it("stops the run, which waits, and is owed by whoever may rule on it; nothing has failed", () => {
    const story = asked();
    expect(code(story)).toMatchObject({ status: "awaits-person", endedAt: null });
    expect(runOf(story).status).toBe("asking");
    expect(stepStarts(story, 4)).toBeNull();
    const owed = obligations(story.state, story.pack).find(({ id }) => id === "step:code#1");
    expect(owed).toMatchObject({
      title: expect.stringMatching(/^Do by hand: /),
      act: { kind: "rule-on-step" },
    });
    expect(story.log.some(({ type }) => type === "RoleTold" || type === "StepFailed")).toBe(false);
  });

  it("is met by what a person hands in, at that time, and the run goes on to its end", () => {
    const story = asked();
    expect(rules(story, captain, "done-by-hand").ok).toBe(true);
    expect(code(story)).toMatchObject({ status: "done-by-hand", endedAt: minute(5), ruledBy: captain.id });
    stepsSucceed(story, 6);
    expect(runOf(story)).toMatchObject({ verifiedAt: minute(6) });
  });

  it("may be skipped, ends with the run, and cannot be retried, because the console did nothing", () => {
    const skipped = asked();
    expect(rules(skipped, captain, "skip").ok).toBe(true);
    expect(code(skipped)).toMatchObject({ status: "skipped" });
    const aborted = asked();
    expect(rules(aborted, captain, "abort").ok).toBe(true);
    expect(runOf(aborted).status).toBe("aborted");
    expect(rules(asked(), captain, "retry")).toMatchObject({ ok: false, refusal: { code: "rule" } });
  });

  it("is handed in by nobody else", () => {
    expect(rules(asked(), peer, "done-by-hand")).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised" },
    });
  });
});

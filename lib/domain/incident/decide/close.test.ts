import { describe, expect, it } from "vitest";
import { mailAccepts, runOf, sendsNotice, startsRollback, stepsSucceed } from "../testing/acts.ts";
import { handsIn, proposes, signs } from "../testing/decisions.ts";
import { captain, duty, lead, peer, smallIncident } from "../testing/small-room.ts";
import type { Actor, Story } from "../testing/story.ts";
import { closingBlockers, decideClosing } from "./close.ts";
import { decideRatification, decideReport, decideSteering } from "./run.ts";
import { decideNote } from "./timeline.ts";

const closes = (story: Story, minutes: number, actor: Actor) =>
  story.asks(minutes, actor, (state, circumstances) =>
    decideClosing(state, story.pack, { summary: "Over." }, circumstances),
  );
const open = (story: Story) =>
  closingBlockers(story.state, story.pack, { otherCriticalIncidents: 0 }).map(({ message }) => message);

function isTold(story: Story, minutes: number) {
  sendsNotice(story, minutes, captain, { number: 1, template: "first", values: { impact: "x" } });
  mailAccepts(story, minutes, 1);
}

describe("closing", () => {
  it("is held up by every criterion that does not hold, each named with its rule", () => {
    const story = smallIncident();
    startsRollback(story, 1, captain, "back");
    expect(closes(story, 2, captain)).toMatchObject({
      ok: false,
      refusal: {
        code: "rule",
        blockers: [
          { rule: null, message: "The rollback is running." },
          { rule: "TST-1", message: "Does not hold: Clocks are met" },
          { rule: null, message: "Does not hold: The rollback is over" },
        ],
      },
    });
  });

  it("asks for a decision only where a rollback was executed", () => {
    const story = smallIncident();
    isTold(story, 1);
    expect(open(story)).toEqual([]);
    startsRollback(story, 2, captain, "back");
    stepsSucceed(story, 3);
    expect(open(story)).toEqual(["Does not hold: The rollback is over", "Does not hold: It is decided"]);
  });

  it("[MKC-4] is held up by a promised update until the next notice to the same audiences", () => {
    const story = smallIncident();
    sendsNotice(story, 1, captain, {
      number: 1,
      template: "first",
      values: { impact: "x" },
      promises: 20,
    });
    mailAccepts(story, 2, 1);
    expect(story.clock("promise").metAt).toBeNull();
    expect(open(story)).toEqual(["Does not hold: Clocks are met"]);
    expect(closes(story, 3, captain).ok).toBe(false);
    sendsNotice(story, 4, captain, { number: 2, template: "first", values: { impact: "x" } });
    mailAccepts(story, 4, 2);
    expect(closes(story, 5, captain).ok).toBe(true);
  });

  it("is not held up by a clock that was met late", () => {
    const story = smallIncident({}, 20);
    expect(open(story)).toEqual(["Does not hold: Clocks are met"]);
    isTold(story, 21);
    expect(closes(story, 22, captain).ok).toBe(true);
  });

  it("[SM-4] is held up by a missing ratification, also of a rollback that was aborted", () => {
    const story = smallIncident({ severity: "A" });
    isTold(story, 1);
    startsRollback(story, 2, duty, "back");
    const { run } = runOf(story);
    story.does(3, duty, (state, circumstances) =>
      decideSteering(state, story.pack, { run, to: "abort", reason: "wrong service" }, circumstances),
    );
    expect(open(story)).toEqual(["Does not hold: It is ratified"]);
    story.does(4, lead, (state, circumstances) =>
      decideRatification(state, story.pack, { run, reason: "right" }, circumstances),
    );
    expect(open(story)).toEqual([]);
  });

  it("is the commander's act, and lifts every freeze", () => {
    const story = smallIncident();
    isTold(story, 1);
    expect(closes(story, 2, lead)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(closes(story, 2, captain).ok).toBe(true);
    expect(story.state).toMatchObject({ status: "closed", phase: "closed" });
    expect(story.state.freezes.every(({ liftedAt }) => liftedAt !== null)).toBe(true);
  });

  it("ends everything: nothing more is recorded and no clock fires", () => {
    const story = smallIncident();
    isTold(story, 1);
    closes(story, 2, captain);
    const entries = story.log.length;
    const note = { kind: "note" as const, body: "x", occurredAt: null, party: null };
    const refused = story.asks(3, captain, (state, circumstances) => decideNote(state, note, circumstances));
    expect(refused).toMatchObject({ ok: false, refusal: { code: "conflict" } });
    expect(startsRollback(story, 3, captain, "back").ok).toBe(false);
    expect(closes(story, 3, captain).ok).toBe(false);
    expect(story.log).toHaveLength(entries);
  });

  it("comes after the whole way: executed, proven, decided, complete", () => {
    const story = smallIncident({ severity: "A" });
    isTold(story, 1);
    startsRollback(story, 2, duty, "back");
    stepsSucceed(story, 3);
    handsIn(story, 4, lead, "logs");
    handsIn(story, 4, peer, "tests");
    proposes(story, 5, lead, "onward");
    signs(story, 6, lead, { answer: "go" });
    signs(story, 7, peer, { answer: "go" });
    const { run } = runOf(story);
    story.does(8, duty, (state, circumstances) => decideReport(state, { run, body: "x" }, circumstances));
    expect(closes(story, 9, captain).ok).toBe(false);
    story.does(9, lead, (state, circumstances) =>
      decideRatification(state, story.pack, { run, reason: "right" }, circumstances),
    );
    expect(closes(story, 10, captain).ok).toBe(true);
    expect(runOf(story).status).toBe("complete");
  });
});

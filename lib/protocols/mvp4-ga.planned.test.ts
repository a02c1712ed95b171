import { describe, expect, it } from "vitest";
import { obligations } from "#lib/domain/incident/obligations.ts";
import {
  mailAccepts,
  runOf,
  sendsNotice,
  startsRollback,
  stepsSucceed,
} from "#lib/domain/incident/testing/acts.ts";
import { minute } from "#lib/domain/incident/testing/cast.ts";
import type { Story } from "#lib/domain/incident/testing/story.ts";
import { answersFor, concludes, confirms, schedules } from "#lib/domain/incident/testing/timing-acts.ts";
import {
  agreed,
  captain,
  incident,
  pack,
  product,
  scheduled,
  sre,
  sreLead,
  writer,
} from "./mvp4-ga/testing/room.ts";

const starts = (story: Story, at: number, person = captain) => startsRollback(story, at, person, "planned");
const told = (story: Story, at: number, number = 1) => {
  const sent = sendsNotice(story, at, writer, { number, template: "planned-notice" });
  if (!sent.ok) throw new Error(sent.refusal.message);
  mailAccepts(story, at, number);
};
const refusedBy = (rule: string, ...messages: string[]) => ({
  ok: false,
  refusal: {
    code: "rule",
    rule,
    blockers: messages.map((message) => ({ rule, message: expect.stringContaining(message) })),
  },
});
const owed = (story: Story) => obligations(story.state, pack).map(({ act }) => act.kind);

describe("an urgent rollback waits for its confirmation", () => {
  it("[SM-2] the 15 minutes count from the confirmation, an event of its own", () => {
    const story = incident("P1");
    expect(story.state.clocks).toEqual([]);
    expect(owed(story)).toContain("confirm-trigger");
    expect(owed(story)).not.toContain("start-rollback");
    expect(confirms(story, 7, sre).ok).toBe(true);
    expect(story.clock("urgent-start")).toMatchObject({ startedAt: minute(7), dueAt: minute(22) });
    expect(owed(story)).toContain("start-rollback");
    startsRollback(story, 9, captain, "urgent");
    expect(story.clock("urgent-start")).toMatchObject({ status: "met", metAt: minute(9) });
  });

  it("[SM-2] the urgent plan needs the confirmation, whoever asks", () => {
    expect(pack.plans.urgent?.needs).toMatchObject([
      { condition: { is: "trigger-confirmed" }, rule: "SM-2" },
    ]);
  });

  it("[SM-2] it is confirmed once, with what shows it", () => {
    const story = incident("P1");
    confirms(story, 7, sre);
    expect(confirms(story, 8, captain)).toMatchObject({ ok: false, refusal: { code: "conflict" } });
    expect(story.said.find(({ type }) => type === "TriggerConfirmed")?.text).toEqual({
      evidence: "The graph says so",
    });
  });

  it("[SM-1] what is immediate needs no confirmation", () => {
    expect(confirms(incident("P0"), 2, sre)).toMatchObject({ ok: false, refusal: { rule: "SM-1.3" } });
  });
});

describe("a planned rollback", () => {
  it("[SM-3] its hour counts from the end of the discussion, an event of its own", () => {
    const story = incident("P2");
    expect(story.state.clocks).toEqual([]);
    expect(owed(story)).toContain("conclude-discussion");
    expect(owed(story)).not.toContain("schedule-rollback");
    expect(concludes(story, 5, captain).ok).toBe(true);
    expect(story.clock("planned-start")).toMatchObject({ startedAt: minute(5), dueAt: minute(65) });
    expect(story.clock("planned-schedule")).toMatchObject({ dueAt: minute(35) });
    expect(owed(story)).toContain("schedule-rollback");
  });

  it("[SM-3] the planned plan needs the discussion's end, and the captain concludes it", () => {
    expect(pack.plans.planned?.needs).toMatchObject([
      { condition: { is: "discussion-concluded" }, rule: "SM-3" },
    ]);
    expect(concludes(incident("P2"), 5, sre)).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", rule: "SM-3.1" },
    });
    expect(concludes(incident("P0"), 5, captain)).toMatchObject({ ok: false, refusal: { code: "rule" } });
  });

  it("[SM-3] nothing is scheduled before the discussion is over", () => {
    expect(schedules(incident("P2"), 5, captain, { plan: "planned", startAt: 40 })).toMatchObject({
      ok: false,
      refusal: { rule: "SM-3.1", message: expect.stringContaining("discussion") },
    });
  });

  it("[SM-3] whoever does not keep to the hour is called upon", () => {
    const story = scheduled();
    expect(story.clock("planned-schedule").status).toBe("met");
    story.passesTo(66);
    expect(story.clock("planned-start").status).toBe("breached");
    expect(story.entries("Escalated")[0]?.facts.toRole).toBe("release-captain");
  });
});

describe("authority at P2", () => {
  it("[SM-4.3] it is scheduled at least 30 minutes ahead, by the captain alone", () => {
    const story = incident("P2");
    concludes(story, 5, captain);
    expect(schedules(story, 6, captain, { plan: "planned", startAt: 35 })).toMatchObject({
      ok: false,
      refusal: { rule: "SM-4.3", message: expect.stringContaining("30 minutes") },
    });
    expect(schedules(story, 6, sreLead, { plan: "planned", startAt: 40 })).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", rule: "SM-4.3" },
    });
    expect(schedules(story, 6, captain, { plan: "emergency", startAt: 40 })).toMatchObject({
      ok: false,
      refusal: { rule: "SM-1" },
    });
    expect(schedules(story, 6, captain, { plan: "planned", startAt: 36 }).ok).toBe(true);
  });

  it("[SM-4.3] product and SREs agree, each by their own; who proposed it does not, nor one person for both", () => {
    const story = scheduled();
    expect(owed(story).filter((kind) => kind === "answer-consensus")).toHaveLength(2);
    expect(answersFor(story, 7, sreLead, "product-owner")).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", rule: "SM-4.3" },
    });
    expect(answersFor(story, 7, captain, "product-owner")).toMatchObject({ ok: false });
    expect(answersFor(story, 7, product, "product-owner").ok).toBe(true);
    expect(answersFor(story, 8, product, "product-owner")).toMatchObject({
      ok: false,
      refusal: { code: "conflict" },
    });
    expect(starts(story, 41)).toMatchObject(
      refusedBy("SM-4.3", "SRE Lead has not agreed", "has not reached everybody"),
    );
  });

  it("[SM-4.3] one refusal voids the schedule, and another time is owed", () => {
    const story = scheduled();
    answersFor(story, 7, product, "product-owner");
    expect(answersFor(story, 8, sreLead, "sre-lead", "refused").ok).toBe(true);
    expect(starts(story, 41)).toMatchObject(refusedBy("SM-4.3", "was refused"));
    expect(owed(story)).toContain("schedule-rollback");
    expect(schedules(story, 9, captain, { plan: "planned", startAt: 50 }).ok).toBe(true);
    expect(story.state.schedule?.consensus).toEqual({});
  });

  it("[SM-4.3] who agreed may still take it back", () => {
    const story = agreed();
    expect(answersFor(story, 9, product, "product-owner", "refused").ok).toBe(true);
    expect(owed(story)).toContain("schedule-rollback");
  });

  it("[SM-4.3] stakeholders are told 30 minutes ahead, else it does not start", () => {
    const story = agreed();
    expect(starts(story, 41)).toMatchObject(refusedBy("SM-4.3", "has not reached everybody"));
    expect(owed(story)).toContain("send-notice");
    expect(owed(story)).not.toContain("start-rollback");
    told(story, 20);
    expect(starts(story, 41)).toMatchObject(refusedBy("SM-4.3", "2026-11-21 10:50:00 UTC at the earliest"));
    expect(starts(story, 50).ok).toBe(true);
  });

  it("[SM-4.3] what was said of an earlier schedule does not count for the next", () => {
    const story = scheduled();
    told(story, 7);
    schedules(story, 8, captain, { plan: "planned", startAt: 45 });
    answersFor(story, 9, product, "product-owner");
    answersFor(story, 9, sreLead, "sre-lead");
    expect(starts(story, 46)).toMatchObject(refusedBy("SM-4.3", "has not reached everybody"));
  });

  it("[SM-4.3] it starts at its time and not before, by the captain, and only once", () => {
    const story = agreed();
    told(story, 9);
    const start = obligations(story.state, pack).find(({ act }) => act.kind === "start-rollback");
    expect(start).toMatchObject({ dueAt: minute(40), owner: { role: "release-captain" }, rule: "SM-4.3" });
    expect(starts(story, 39.9)).toMatchObject(refusedBy("SM-4.3", "scheduled for 2026-11-21 10:40:00 UTC"));
    expect(starts(story, 40, sre)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(starts(story, 40).ok).toBe(true);
    expect(runOf(story)).toMatchObject({ rule: "SM-4.3", approval: null, report: null, ratification: null });
    stepsSucceed(story, 41);
    expect(schedules(story, 42, captain, { plan: "planned", startAt: 80 })).toMatchObject({
      ok: false,
      refusal: { code: "conflict" },
    });
  });

  it("[SM-4.3] its word ahead and its agreement are named by the rule", () => {
    expect(pack.authority.startRollback.find(({ severities }) => severities.includes("P2"))).toMatchObject({
      by: ["release-captain"],
      mode: "consensus-scheduled",
      consensus: ["product-owner", "sre-lead"],
      ahead: { minutes: 30, notice: "planned-notice" },
      rule: "SM-4.3",
    });
  });
});

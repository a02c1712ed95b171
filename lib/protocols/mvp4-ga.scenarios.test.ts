import { describe, expect, it } from "vitest";
import { isOwed } from "#lib/domain/clock/firing.ts";
import { closingBlockers } from "#lib/domain/incident/decide/close.ts";
import { decidePublication } from "#lib/domain/incident/decide/notice.ts";
import {
  decideApproval,
  decideRatification,
  decideReport,
  decideSteering,
} from "#lib/domain/incident/decide/run.ts";
import { obligations } from "#lib/domain/incident/obligations.ts";
import {
  composedNotice,
  mailAccepts,
  runOf,
  sendsNotice,
  startsRollback,
  stepEnds,
  stepStarts,
  stepsSucceed,
} from "#lib/domain/incident/testing/acts.ts";
import { idOf, minute } from "#lib/domain/incident/testing/cast.ts";
import { followsOwed } from "#lib/domain/incident/testing/follow-owed.ts";
import type { Story } from "#lib/domain/incident/testing/story.ts";
import { confirms } from "#lib/domain/incident/testing/timing-acts.ts";
import {
  answers,
  captain,
  cast,
  incident,
  offCall,
  pack,
  rollingBack,
  sre,
  sreLead,
  writer,
} from "./mvp4-ga/testing/room.ts";

const steers = (story: Story, at: number, actor: typeof captain, to: "resume" | "abort") =>
  story.asks(at, actor, (state, circumstances) =>
    decideSteering(state, pack, { run: runOf(story).run, to, reason: "because" }, circumstances),
  );
const publishes = (story: Story, at: number, said: "maintenance" | "resolved") =>
  story.does(at, writer, (state, c) =>
    decidePublication(
      state,
      pack,
      { publication: idOf(77), state: said, services: [], title: "Orders", body: "We are on it." },
      c,
    ),
  );
const mail = {
  number: 1,
  template: "stakeholder-email",
  values: answers,
  fields: { expectedResolution: "10:10" },
};
const announcement = { number: 2, template: "internal-announcement" };
const completion = {
  number: 3,
  template: "completion",
  fields: {
    health: "passed",
    errorRate: "0.01 %",
    errorRateBaseline: "0.01 %",
    latency: "120 ms",
    latencyBaseline: "118 ms",
  },
};

describe("authority at P0", () => {
  it("[SM-4.1] any SRE on call starts at once; nobody's approval is asked", () => {
    const story = rollingBack("P0");
    expect(runOf(story)).toMatchObject({ status: "running", approval: null, report: { by: null } });
    expect(stepStarts(story, 2)).toBe("application");
  });

  it.each([
    ["the Release Captain", captain],
    ["the SRE Lead", sreLead],
    ["an SRE off call", offCall],
  ])("[SM-4.1] %s does not", (_who, person) => {
    expect(startsRollback(incident("P0"), 2, person, "emergency")).toMatchObject({
      ok: false,
      refusal: {
        code: "unauthorised",
        rule: "SM-4.1",
        message: expect.stringContaining("On-call SRE on call now"),
      },
    });
  });

  it("[SM-4.1] a report and a ratification are owed from the start, and hold up the closing only", () => {
    const story = rollingBack("P0");
    expect(story.clock("report").dueAt).toBe(minute(62));
    expect(story.clock("ratification").dueAt).toBe(minute(2 + 24 * 60));
    const { run } = runOf(story);
    stepsSucceed(story, 3);
    expect(runOf(story).status).toBe("complete");
    const rules = () =>
      closingBlockers(story.state, pack, { otherCriticalIncidents: 0 }).map(({ rule }) => rule);
    expect(rules()).toContain("SM-4.1");
    story.does(4, sre, (state, c) => decideReport(state, { run, body: "x" }, c));
    story.does(5, sreLead, (state, c) => decideRatification(state, pack, { run, reason: "x" }, c));
    expect(rules()).not.toContain("SM-4.1");
  });

  it("[SM-4.1] all stakeholders are told: accepted mail counts, nothing less", () => {
    const story = rollingBack("P0");
    expect(story.clock("stakeholders-told")).toMatchObject({ startedAt: minute(2), dueAt: minute(4) });
    expect(sendsNotice(story, 3, writer, { ...mail, promises: 15 }).ok).toBe(true);
    expect(story.clock("stakeholders-told").status).toBe("running");
    mailAccepts(story, 3.5, 1);
    expect(story.clock("stakeholders-told").status).toBe("met");
  });
});

describe("authority at P1", () => {
  it("[SM-4.2] the captain starts at once, the SRE Lead's approval is owed meanwhile", () => {
    const story = rollingBack("P1");
    expect(runOf(story)).toMatchObject({
      status: "running",
      approval: { role: "sre-lead", answer: "owed" },
      report: null,
      ratification: null,
    });
    expect(story.clock("approval-answer")).toMatchObject({ dueAt: minute(17), status: "running" });
    expect(stepStarts(story, 2)).toBe("application");
  });

  it.each([
    ["an SRE on call", sre],
    ["the SRE Lead", sreLead],
    ["communications", writer],
  ])("[SM-4.2] %s does not start it", (_who, person) => {
    const story = incident("P1");
    confirms(story, 2, sre);
    expect(startsRollback(story, 2, person, "urgent")).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", rule: "SM-4.2" },
    });
  });

  it("[SM-4.2] a refusal pauses the run between two steps, and only the SRE Lead lets it go on", () => {
    const story = rollingBack("P1");
    stepStarts(story, 3);
    story.does(3, sreLead, (state, c) =>
      decideApproval(state, pack, { run: runOf(story).run, answer: "refused", reason: "wait" }, c),
    );
    stepEnds(story, 4);
    expect(stepStarts(story, 5)).toBeNull();
    expect(story.clock("approval-answer").status).toBe("met");
    expect(steers(story, 6, captain, "resume")).toMatchObject({ ok: false, refusal: { rule: "SM-4.2" } });
    expect(steers(story, 7, sreLead, "resume").ok).toBe(true);
    expect(stepStarts(story, 8)).toBe("policy");
  });

  it("[SM-4.2] engineering leadership is told within 15 minutes", () => {
    const story = rollingBack("P1");
    expect(story.clock("leadership-told").dueAt).toBe(minute(17));
    sendsNotice(story, 3, writer, { ...announcement, promises: 5 });
    mailAccepts(story, 4, 2, ["internal"]);
    expect(story.clock("leadership-told").status).toBe("running");
    mailAccepts(story, 5, 2, ["leadership"]);
    expect(story.clock("leadership-told").status).toBe("met");
  });
});

describe("clocks", () => {
  it("[SM-1] what is immediate is started at once, counted from the identification", () => {
    expect(incident("P0").state.clocks.map(({ clock }) => clock)).toEqual(["immediate-start"]);
    expect(incident("P0").clock("immediate-start").dueAt).toBe(minute(5));
    expect(incident("P0", 6).clock("immediate-start").status).toBe("breached");
    expect(rollingBack("P0").clock("immediate-start").status).toBe("met");
  });

  it("[SM-7] at P0 it is announced within 2 minutes of its start", () => {
    const story = rollingBack("P0");
    expect(story.clock("announcement")).toMatchObject({ dueAt: minute(4), rule: "SM-7" });
    sendsNotice(story, 3, writer, { ...announcement, promises: 5 });
    mailAccepts(story, 3, 2);
    expect(story.clock("announcement").status).toBe("met");
  });

  it("[SM-10] verification is owed within 5 minutes of the execution", () => {
    const story = rollingBack("P0");
    stepsSucceed(story, 3, "act");
    expect(story.clock("verification")).toMatchObject({ startedAt: minute(3), dueAt: minute(8) });
    story.passesTo(9);
    expect(story.clock("verification").status).toBe("breached");
    stepsSucceed(story, 9);
    expect(story.clock("verification")).toMatchObject({ status: "breached", metAt: minute(9) });
  });
});

describe("words", () => {
  it("[SM-7] the completion stands beside its baselines and goes out only once it is verified", () => {
    const story = rollingBack("P0");
    expect(sendsNotice(story, 3, writer, completion)).toMatchObject({ ok: false, refusal: { rule: "SM-7" } });
    stepsSucceed(story, 5);
    const { body, missing } = composedNotice(story, completion);
    expect(missing).toEqual([]);
    expect(body).toContain("Latency p95: 120 ms\nLatency p95 before: 118 ms");
    expect(body).toContain("Duration: 3 min 0 s");
  });
});

describe("freeze and end", () => {
  it("[SM-16] nobody deploys from the start until the rollback is verified", () => {
    const story = incident("P0");
    expect(story.state.freezes).toEqual([]);
    startsRollback(story, 2, sre, "emergency");
    stepsSucceed(story, 3, "act");
    expect(story.state.freezes).toMatchObject([
      { actions: ["deploy", "promote"], rule: "SM-16", liftedAt: null },
    ]);
    stepsSucceed(story, 4);
    expect(story.state.freezes).toMatchObject([{ liftedAt: minute(4) }]);
  });

  it("[SM-16] an aborted rollback keeps the freeze", () => {
    const story = rollingBack("P0");
    expect(steers(story, 3, captain, "abort").ok).toBe(true);
    expect(story.state.freezes).toMatchObject([{ liftedAt: null }]);
  });

  it("[SM-8] the public status says maintenance, and the record says since when, how long and what it does to data", () => {
    const story = rollingBack("P0");
    expect(story.clock("maintenance")).toMatchObject({ dueAt: minute(7), rule: "SM-8" });
    publishes(story, 3, "maintenance");
    expect(story.clock("maintenance").status).toBe("met");
    const { text } = story.said.findLast(({ type }) => type === "StatusPublished") ?? {};
    for (const line of [
      "We are on it.",
      "Started: 2026-11-21 10:02:00 UTC",
      "Expected duration: 24 s",
      "Stored data: What the newer schema alone could hold is dropped",
    ])
      expect(text).toMatchObject({ body: expect.stringContaining(line) });
  });

  it("[SM-8] the completion says when it was over and how long it took", () => {
    const story = rollingBack("P0");
    stepsSucceed(story, 6);
    publishes(story, 7, "resolved");
    const { text } = story.said.findLast(({ type }) => type === "StatusPublished") ?? {};
    expect(text).toMatchObject({
      body: expect.stringContaining("Completed: 2026-11-21 10:06:00 UTC\nDuration: 4 min 0 s"),
    });
  });

  it("[SM-7] [SM-8] it ends with the completion to everyone and the public word that it is over", () => {
    const story = rollingBack("P1");
    stepsSucceed(story, 3);
    sendsNotice(story, 4, writer, { ...announcement, promises: 6 });
    mailAccepts(story, 4, 2);
    sendsNotice(story, 4, writer, { ...mail, promises: 19 });
    mailAccepts(story, 4, 1);
    publishes(story, 4, "maintenance");
    story.does(4, sreLead, (state, c) =>
      decideApproval(state, pack, { run: runOf(story).run, answer: "approved", reason: "x" }, c),
    );
    const rules = () =>
      closingBlockers(story.state, pack, { otherCriticalIncidents: 0 }).map(({ rule }) => rule);
    expect(rules()).toEqual(["SM-4", "SM-7", "SM-8"]);
    const owed = obligations(story.state, pack).map(({ act }) => act);
    expect(owed).toContainEqual({ kind: "send-notice", notice: "completion" });
    sendsNotice(story, 5, writer, completion);
    mailAccepts(story, 5, 3);
    expect(rules()).toEqual(["SM-8"]);
    expect(obligations(story.state, pack).map(({ act }) => act)).toEqual([
      { kind: "publish-status", state: "resolved" },
    ]);
    publishes(story, 6, "resolved");
    expect(rules()).toEqual([]);
    expect(obligations(story.state, pack).map(({ act }) => act.kind)).toEqual(["close"]);
  });
});

describe("what holds up the end", () => {
  it.each([
    ["SM-2", "trigger-confirmed"],
    ["SM-3", "discussion-concluded"],
    ["SM-4", "clocks-settled"],
    ["SM-4.1", "event-recorded"],
    ["SM-4.1", "ratified"],
    ["SM-7", "notice-accepted"],
    ["SM-8", "status-operational"],
    ["SM-10", "rollback-settled"],
  ])("[%s] %s is asked at the end", (rule, is) => {
    expect(pack.exit.find(({ condition }) => condition.is === is)).toMatchObject({ rule });
  });
});

describe("from the declaration to the end by what is owed, and nothing else", () => {
  it("[SM-4.1] a rollback that was aborted and started again: both are reported and ratified, each by its own card", () => {
    const story = rollingBack("P0");
    steers(story, 3, captain, "abort");
    expect(startsRollback(story, 4, sre, "emergency", { number: 9 }).ok).toBe(true);
    stepsSucceed(story, 5);
    const [aborted, second] = story.state.runs.map(({ run }) => run);
    const asked = obligations(story.state, pack).map(({ act, owner }) => ({ act, owner }));
    for (const run of [aborted, second]) {
      expect(asked).toContainEqual({ act: { kind: "file-report", run }, owner: { person: sre.id } });
      expect(asked).toContainEqual({ act: { kind: "ratify", run }, owner: { role: "sre-lead" } });
    }
    const done = followsOwed(story, cast, 6);
    expect(done.filter((title) => title.includes("(rollback 1 of 2, aborted)"))).toHaveLength(2);
    expect(done.filter((title) => title.includes("(rollback 2 of 2)"))).toHaveLength(2);
    expect(story.state.status).toBe("closed");
  });

  it("[SM-4.1] each report meets the clock of its own run alone", () => {
    const story = rollingBack("P0");
    steers(story, 3, captain, "abort");
    startsRollback(story, 4, sre, "emergency", { number: 9 });
    const { run } = runOf(story);
    story.does(6, sre, (state, c) => decideReport(state, { run, body: "x" }, c));
    const reports = story.state.clocks.filter(({ clock }) => clock === "report");
    expect(reports.map(({ metAt }) => metAt)).toEqual([null, minute(6)]);
  });

  it.each([
    ["SM-1", "P0", ["On-call SRE starts the rollback at once", "All stakeholders are told"]],
    ["SM-2", "P1", ["Confirm what was seen", "SRE Lead answers for the started rollback"]],
    ["SM-3", "P2", ["Conclude the discussion", "Agree to the scheduled rollback, or refuse it"]],
  ] as const)("[%s] %s", (_rule, severity, asked) => {
    const story = incident(severity);
    const done = followsOwed(story, cast);
    expect(story.state.status).toBe("closed");
    for (const title of asked) expect(done).toContain(title);
    expect(story.state.clocks.filter(isOwed)).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { closingBlockers } from "#lib/domain/incident/decide/close.ts";
import type { Declaration } from "#lib/domain/incident/decide/declare.ts";
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
import { idOf, minute, personWith } from "#lib/domain/incident/testing/cast.ts";
import { declarationOf, packOf, Story } from "#lib/domain/incident/testing/story.ts";
import { mvp4Ga } from "./mvp4-ga.ts";

const pack = packOf(mvp4Ga);
const captain = personWith(1, ["release-captain"]);
const sre = personWith(2, ["on-call-sre"]);
const offCall = personWith(3, ["on-call-sre"], null, []);
const sreLead = personWith(4, ["sre-lead"]);
const writer = personWith(5, ["communications"]);
const vp = personWith(6, ["vp-engineering"]);
const participants = [captain, sre, offCall, sreLead, writer, vp].map(({ id, roles }) => ({
  person: id,
  roles,
  party: null,
}));
const answers = {
  userImpact: "Nobody can order",
  dataImpact: "Orders of the last 5 minutes have no total",
  availabilityImpact: "The shop answers with errors",
};
const immediate = ["data-corruption", "security-breach", "global-outage", "critical-cve", "database-failure"];
const urgent = ["slo-breach", "error-rate-spike", "policy-failures", "memory-leak", "cascading-failures"];

const declare = (change: Partial<Declaration>, declaredAt = 1) => {
  const story = new Story(pack);
  const declared = story.declares(
    declaredAt,
    captain,
    declarationOf({ trigger: "global-outage", severity: "P0", participants, answers, ...change }),
  );
  return { story, declared };
};
const incident = (severity: "P0" | "P1", declaredAt = 1) => {
  const trigger = severity === "P0" ? "global-outage" : "slo-breach";
  const { story, declared } = declare({ trigger, severity }, declaredAt);
  if (!declared.ok) throw new Error(declared.refusal.message);
  return story;
};
const planOf = (story: Story) => pack.triggers[story.state.trigger]?.requires.plan ?? "";
const rollingBack = (severity: "P0" | "P1") => {
  const story = incident(severity);
  const started = startsRollback(story, 2, severity === "P0" ? sre : captain, planOf(story));
  if (!started.ok) throw new Error(started.refusal.message);
  return story;
};
const steers = (story: Story, at: number, actor: typeof captain, to: "resume" | "abort") =>
  story.asks(at, actor, (state, circumstances) =>
    decideSteering(state, pack, { run: runOf(story).run, to, reason: "because" }, circumstances),
  );
const running = (story: Story) => story.state.clocks.map(({ clock }) => clock).toSorted();
const mail = {
  number: 1,
  template: "stakeholder-email",
  values: answers,
  fields: { expectedResolution: "10:10" },
};
const announcement = { number: 2, template: "internal-announcement", fields: { initiator: "Sam" } };
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

describe("triggers", () => {
  it.each(immediate)("[SM-1] %s is immediate: P0, never less", (trigger) => {
    expect(declare({ trigger, severity: "P0" }).declared.ok).toBe(true);
    expect(declare({ trigger, severity: "P1" }).declared).toMatchObject({
      ok: false,
      refusal: { code: "rule", rule: `SM-1.${immediate.indexOf(trigger) + 1}` },
    });
  });

  it.each(urgent)("[SM-2] %s is urgent: at least P1", (trigger) => {
    expect(declare({ trigger, severity: "P0" }).declared.ok).toBe(true);
    expect(declare({ trigger, severity: "P1" }).declared.ok).toBe(true);
    expect(declare({ trigger, severity: "P2" }).declared).toMatchObject({
      ok: false,
      refusal: { code: "rule", rule: `SM-2.${urgent.indexOf(trigger) + 1}` },
    });
  });

  it.each([...immediate, ...urgent])(
    "[SM-1] [SM-2] %s says how it is detected and what proves it",
    (trigger) => {
      expect(pack.triggers[trigger]?.detection).toBeTruthy();
      expect(pack.triggers[trigger]?.evidence).toBeTruthy();
    },
  );

  it.each([
    ["P0", "emergency", 180],
    ["P1", "urgent", 600],
  ] as const)("[SM-1] [SM-2] at %s the %s plan fits its target of %d seconds", (severity, plan, target) => {
    expect(planOf(incident(severity))).toBe(plan);
    const expected = pack.plans[plan]?.steps.reduce((sum, step) => sum + step.expectedSeconds, 0) ?? 0;
    expect(pack.plans[plan]?.targetSeconds).toBe(target);
    expect(expected).toBeLessThan(target);
  });
});

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
    expect(startsRollback(incident("P1"), 2, person, "urgent")).toMatchObject({
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
  it("[SM-1] [SM-2] each severity has its own start, counted from the identification", () => {
    expect(running(incident("P0"))).toEqual(["immediate-start"]);
    expect(running(incident("P1"))).toEqual(["urgent-start"]);
    expect(incident("P1").clock("urgent-start").dueAt).toBe(minute(15));
    expect(incident("P1", 16).clock("urgent-start").status).toBe("breached");
    expect(rollingBack("P1").clock("urgent-start").status).toBe("met");
  });

  it("[SM-5] a missed start goes to the captain, then to the SRE Lead, then to the VP", () => {
    const story = incident("P1");
    story.passesTo(60);
    expect(story.entries("Escalated").map(({ facts, occurredAt }) => [facts.toRole, occurredAt])).toEqual([
      ["release-captain", minute(15)],
      ["sre-lead", minute(25)],
      ["vp-engineering", minute(35)],
    ]);
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

  it("[SM-7] [SM-9] progress comes every 2 minutes, stakeholders' updates every 15, never promised later", () => {
    const story = rollingBack("P0");
    expect(sendsNotice(story, 3, writer, { ...announcement, promises: 5.5 }).ok).toBe(false);
    expect(sendsNotice(story, 3, writer, { ...announcement, promises: 5 }).ok).toBe(true);
    expect(sendsNotice(story, 3, writer, { ...mail, promises: 19 }).ok).toBe(false);
    expect(sendsNotice(story, 3, writer, { ...mail, promises: 18 }).ok).toBe(true);
    expect(story.clock("next-update", 1)).toMatchObject({
      dueAt: minute(5),
      audiences: ["internal", "leadership"],
    });
    expect(story.clock("next-update", 2)).toMatchObject({ dueAt: minute(18), audiences: ["stakeholders"] });
  });
});

describe("words", () => {
  it("[SM-7] the announcement says who, when, how long, where, and not to deploy", () => {
    const { body, missing } = composedNotice(rollingBack("P0"), { ...announcement, promises: 4 });
    expect(missing).toEqual([]);
    for (const field of [
      "Do not deploy",
      "Global outage",
      "Started by: Sam",
      "2026-11-21 10:02:00 UTC",
      "INC-1",
      "going back to 1.4.2",
      "Expected duration: 22 s",
      "https://holdpoint.example/INC-1",
      "https://holdpoint.example/status",
    ])
      expect(body).toContain(field);
  });

  it("[SM-9] the mail says the impact on users, data and availability, and what the plan does to data", () => {
    const { body, missing } = composedNotice(rollingBack("P0"), { ...mail, promises: 15 });
    expect(missing).toEqual([]);
    for (const field of [...Object.values(answers), "a copy of it is kept first", "Storefront", "10:10"])
      expect(body).toContain(field);
    expect(body).not.toContain("No data loss");
  });

  it("[SM-7] the completion stands beside its baselines and goes out only once it is verified", () => {
    const story = rollingBack("P0");
    expect(sendsNotice(story, 3, writer, completion)).toMatchObject({ ok: false, refusal: { rule: "SM-7" } });
    stepsSucceed(story, 5);
    const { body, missing } = composedNotice(story, completion);
    expect(missing).toEqual([]);
    expect(body).toContain("Latency p95: 120 ms (before: 118 ms)");
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

  it("[SM-7] [SM-8] it ends with the completion to everyone and the public word that it is over", () => {
    const story = rollingBack("P1");
    stepsSucceed(story, 3);
    sendsNotice(story, 4, writer, { ...announcement, promises: 6 });
    mailAccepts(story, 4, 2);
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
    const publication = {
      publication: idOf(77),
      state: "resolved" as const,
      services: [],
      title: "Over",
      body: "x",
    };
    story.does(6, writer, (state, c) => decidePublication(state, pack, publication, c));
    expect(rules()).toEqual([]);
    expect(obligations(story.state, pack).map(({ act }) => act.kind)).toEqual(["close"]);
  });
});

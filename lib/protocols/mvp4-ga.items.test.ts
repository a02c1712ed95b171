import { describe, expect, it } from "vitest";
import {
  composedNotice,
  mailAccepts,
  sendsNotice,
  startsRollback,
  stepsSucceed,
} from "#lib/domain/incident/testing/acts.ts";
import { minute } from "#lib/domain/incident/testing/cast.ts";
import { confirmsTarget } from "#lib/domain/incident/testing/mode.ts";
import {
  agreed,
  answers,
  captain,
  declare,
  incident,
  pack,
  planAt,
  rollingBack,
  sre,
  triggersOf,
  writer,
} from "./mvp4-ga/testing/room.ts";
import { mvp4GaRules } from "./rules/mvp4-ga.ts";

/** By the order of the rule's items. */
const triggers = Object.entries(triggersOf).flatMap(([severity, names], rank) =>
  names.map((trigger, index) => [`SM-${rank + 1}.${index + 1}`, trigger, severity] as const),
);
const seen: Record<string, [detection: RegExp, evidence: RegExp]> = {
  "data-corruption": [/invalid writes/i, /integrity/i],
  "security-breach": [/without the right/i, /tenant/i],
  "global-outage": [/5 % .* 5 minutes/, /HighErrorRate/],
  "critical-cve": [/exploited/i, /scan/i],
  "database-failure": [/no writes/i, /transactions/i],
  "slo-breach": [/2 s for more than 10 minutes/, /LatencySLOBreach/],
  "error-rate-spike": [/1 % .* 5 minutes/, /dashboard/i],
  "policy-failures": [/5 % of policy/, /OPA/],
  "memory-leak": [/90 %/, /memory/i],
  "cascading-failures": [/several services/i, /mesh/i],
  "feature-regression": [/critical feature/i, /users/i],
  "performance-degradation": [/half as much again as its baseline/, /rising/i],
  "audit-trail-issues": [/missing/i, /gaps/i],
  "configuration-drift": [/nobody expected/i, /validation/i],
};

describe("triggers", () => {
  it.each(triggers)(
    "[%s] %s is seen and proved as the document says, at %s and never less",
    (rule, name, severity) => {
      const trigger = pack.triggers[name];
      const [detection = /-/, evidence = /-/] = seen[name] ?? [];
      expect(trigger).toMatchObject({ rule, minimumSeverity: severity });
      expect(trigger?.detection).toMatch(detection);
      expect(trigger?.evidence).toMatch(evidence);
      expect(trigger?.requires.plan).toBe(planAt[severity as "P0"]);
      expect(declare({ trigger: name, severity }).declared.ok).toBe(true);
      const lower = severity === "P0" ? "P1" : severity === "P1" ? "P2" : null;
      if (lower === null) return;
      expect(declare({ trigger: name, severity: lower }).declared).toMatchObject({
        ok: false,
        refusal: { code: "rule", rule },
      });
    },
  );

  it.each([
    ["SM-1", "P0", 180],
    ["SM-2", "P1", 600],
    ["SM-3", "P2", 1800],
  ] as const)(
    "[%s] %s has a plan of its own, which fits its target of %d seconds",
    (rule, severity, target) => {
      const plan = pack.plans[planAt[severity]];
      expect(plan).toMatchObject({ rule, targetSeconds: target, severities: [severity] });
      expect(plan?.steps.reduce((sum, step) => sum + step.expectedSeconds, 0)).toBeLessThan(target);
      expect(pack.severities.find(({ id }) => id === severity)).toMatchObject({ rule });
    },
  );
});

describe("verification", () => {
  it.each([
    ["SM-10.1", "health", "application/health"],
    ["SM-10.2", "version", "application/version"],
    ["SM-10.3", "smoke", "application/smoke"],
    ["SM-10.4", "errors", "application/errors"],
    ["SM-10.5", "audit", "application/audit"],
  ])("[%s] %s is asked of the service itself after every rollback", (rule, id, action) => {
    for (const plan of Object.values(pack.plans))
      expect(plan.steps.find((step) => step.id === id)).toMatchObject({ kind: "verify", action, rule });
  });

  it("[SM-10.4] [SM-10.5] at most one request in a thousand fails, at least ten audit entries came", () => {
    for (const { steps } of Object.values(pack.plans)) {
      expect(steps.find(({ id }) => id === "errors")?.with).toEqual({ maximum: "0.001" });
      expect(steps.find(({ id }) => id === "audit")?.with).toEqual({ minimum: "10" });
    }
  });

  it("[SM-10] what is not verified in 5 minutes is late, and holds up the closing", () => {
    const story = rollingBack("P0");
    stepsSucceed(story, 3, "act");
    story.passesTo(9);
    expect(story.clock("verification").status).toBe("breached");
    expect(pack.exit.find(({ rule }) => rule === "SM-10")?.condition.is).toBe("rollback-settled");
  });
});

describe("mechanisms", () => {
  it.each([
    ["SM-6.1", "application", "application/rollback"],
    ["SM-6.2", "policy", "policy/rollback"],
    ["SM-6.3", "database", "database/rollback"],
    ["SM-6.4", "configuration", "configuration/rollback"],
  ])("[%s] the %s goes back by a registered action, with its expected duration", (rule, id, action) => {
    for (const [plan, { steps }] of Object.entries(pack.plans)) {
      const step = steps.find((one) => one.id === id);
      const isRestore = plan === "restore" && id === "database";
      expect(step).toMatchObject({
        kind: "act",
        action: isRestore ? "database/point-in-time" : action,
        rule,
      });
      expect(step?.expectedSeconds).toBeGreaterThan(0);
    }
  });

  it("[SM-6] [SM-6.3] data goes back to a moment only once moment and minutes are confirmed and the loss is typed out", () => {
    const story = incident("P0");
    const asked = () => startsRollback(story, 3, sre, "restore");
    const blockers = (decided: ReturnType<typeof asked>) => (decided.ok ? [] : decided.refusal.blockers);
    expect(blockers(asked()).map(({ rule }) => rule)).toEqual(["SM-6.3", "SM-6.3"]);
    for (const target of ["moment", "minutes"])
      expect(confirmsTarget(story, 2, captain, target)).toMatchObject({
        ok: false,
        refusal: { code: "unauthorised", rule: "SM-6.3" },
      });
    expect(confirmsTarget(story, 2, sre, "moment", "yesterday")).toMatchObject({ ok: false });
    expect(confirmsTarget(story, 2, sre, "moment", minute(2.5))).toMatchObject({
      refusal: { rule: "SM-6.3", message: expect.stringContaining("before now") },
    });
    confirmsTarget(story, 2, sre, "moment", minute(-9));
    expect(blockers(asked())).toHaveLength(1);
    for (const wrong of ["-1", "2020-01-01", "0", "1.5", "10"])
      expect(confirmsTarget(story, 2, sre, "minutes", wrong).ok).toBe(false);
    confirmsTarget(story, 2, sre, "minutes", "11");
    expect(blockers(asked())).toMatchObject([
      { rule: "SM-6.3", message: expect.stringContaining("Confirm at least 12") },
    ]);
    confirmsTarget(story, 2, sre, "minutes", "12");
    expect(blockers(asked())).toMatchObject([
      { rule: "SM-6.3", message: expect.stringContaining("lose 12 minutes of data") },
    ]);
    const confirmed = { database: "lose 12 minutes of data" };
    expect(startsRollback(story, 3, sre, "restore", { confirmed }).ok).toBe(true);
    expect(pack.plans.restore).toMatchObject({ rule: "SM-6", severities: ["P0"] });
  });
});

const required: Record<string, [rule: string, paths: string[]]> = {
  "internal-announcement": [
    "SM-7",
    [
      ...[
        "trigger.title",
        "incident.title",
        "rollback.startedBy",
        "rollback.startedAt",
        "incident.reference",
      ],
      ...["rollback.state", "baseline.release", "rollback.expected", "rollback.plan"],
      ...["links.room", "links.status", "nextUpdate.at"],
    ],
  ],
  "progress-update": ["SM-7", ["fields.news", "rollback.state", "nextUpdate.at"]],
  completion: [
    "SM-7",
    [
      ...["baseline.release", "rollback.verifiedAt", "rollback.duration", "fields.health"],
      ...["fields.errorRate", "fields.errorRateBaseline", "fields.latency", "fields.latencyBaseline"],
    ],
  ],
  "stakeholder-email": [
    "SM-9",
    [
      ...["incident.reference", "rollback.startedAt", "incident.title", "services", "rollback.state"],
      ...["fields.expectedResolution", "facts.userImpact", "facts.dataImpact", "rollback.dataEffect"],
      ...["facts.availabilityImpact", "nextUpdate.at", "links.room", "links.tracker", "links.status"],
    ],
  ],
  "stakeholder-update": ["SM-9", ["fields.news", "rollback.state", "nextUpdate.at", "links.status"]],
  "planned-notice": [
    "SM-4.3",
    [
      ...["incident.reference", "incident.title", "schedule.startAt", "schedule.plan"],
      ...["schedule.expected", "schedule.dataEffect", "links.status"],
    ],
  ],
};

describe("messages", () => {
  it.each(Object.entries(required).map(([name, [rule, paths]]) => [rule, name, paths] as const))(
    "[%s] %s does not leave without a field of the document, and says each of them",
    (rule, name, paths) => {
      const notice = pack.notices[name];
      expect(notice?.rule).toBe(rule);
      expect(notice?.requires).toEqual(paths);
      for (const path of paths)
        expect(`${notice?.subject}\n${notice?.body}`).toContain(
          path === "services" ? "{{#each services}}" : `{{${path}}}`,
        );
    },
  );

  it.each([
    ["SM-7", "internal-announcement", 2],
    ["SM-7", "progress-update", 2],
    ["SM-9", "stakeholder-email", 15],
    ["SM-9", "stakeholder-update", 15],
  ] as const)("[%s] %s promises the next word within %d minutes, and no later", (rule, template, minutes) => {
    const story = rollingBack("P0");
    const fields = { expectedResolution: "10:10", news: "The application is back" };
    const send = (number: number, promises: number) =>
      sendsNotice(story, 3, writer, { number, template, values: answers, fields, promises });
    expect(send(1, 3 + minutes + 0.1)).toMatchObject({ ok: false, refusal: { code: "rule", rule } });
    expect(send(2, 3 + minutes).ok).toBe(true);
    mailAccepts(story, 3, 2);
    expect(story.clock("next-update").status).toBe("running");
  });

  it("[SM-7] the announcement says who, when, how long, where, and not to deploy", () => {
    const { body, missing } = composedNotice(rollingBack("P0"), {
      number: 2,
      template: "internal-announcement",
      promises: 4,
    });
    expect(missing).toEqual([]);
    for (const field of [
      "Do not deploy",
      "Trigger: Global outage",
      "Started by: Sam",
      "2026-11-21 10:02:00 UTC",
      "INC-1",
      "Going back to: 1.4.2",
      "Expected duration: 24 s",
      "https://holdpoint.example/INC-1",
      "https://holdpoint.example/status",
    ])
      expect(body).toContain(field);
  });

  it("[SM-9] the mail says the impact on users, data and availability, and what the plan does to data", () => {
    const { body, missing } = composedNotice(rollingBack("P0"), {
      number: 1,
      template: "stakeholder-email",
      values: answers,
      fields: { expectedResolution: "10:10" },
      promises: 15,
    });
    expect(missing).toEqual([]);
    for (const field of [...Object.values(answers), "a copy of it is kept first", "Storefront", "10:10"])
      expect(body).toContain(field);
    expect(body).not.toContain("No data loss");
    for (const name of ["userImpact", "dataImpact", "availabilityImpact"])
      expect(pack.facts[name]).toMatchObject({ rule: "SM-9", kind: "text", asked: "declaration" });
  });

  it.each([
    ["SM-7", "internal", ["release-captain", "on-call-sre", "sre-lead", "communications"]],
    ["SM-4.2", "leadership", ["engineering-leadership", "vp-engineering"]],
    ["SM-9", "stakeholders", ["stakeholder"]],
  ])("[%s] the %s are told by their roles", (rule, name, roles) => {
    expect(pack.audiences[name]).toMatchObject({ rule, roles });
    for (const role of roles) expect(Object.keys(pack.roles)).toContain(role);
  });

  it("[SM-4.3] the word ahead says when it starts, how long it takes and what it does to data", () => {
    const { body, missing } = composedNotice(agreed(), { number: 1, template: "planned-notice" });
    expect(missing).toEqual([]);
    for (const field of ["2026-11-21 10:40:00 UTC", "Planned rollback", "24 s", "a copy of it is kept first"])
      expect(body).toContain(field);
    const { missing: unscheduled } = composedNotice(incident("P2"), {
      number: 1,
      template: "planned-notice",
    });
    expect(unscheduled.map(({ rule }) => rule)).toContain("SM-4.3");
  });

  it("[SM-9] at P1 the first mail to stakeholders is no later than the updates that follow it", () => {
    const story = rollingBack("P1");
    expect(story.clock("stakeholders-mailed")).toMatchObject({ rule: "SM-9" });
    startsRollback(story, 3, captain, "urgent");
    story.passesTo(18);
    expect(story.clock("stakeholders-mailed").status).toBe("breached");
  });
});

describe("roles", () => {
  it.each([
    ["SM-4", "release-captain"],
    ["SM-4.1", "on-call-sre"],
    ["SM-4.2", "sre-lead"],
    ["SM-4.2", "engineering-leadership"],
    ["SM-4.3", "product-owner"],
    ["SM-5.3", "vp-engineering"],
    ["SM-9", "stakeholder"],
    ["SM-12", "engineering-lead"],
    ["SM-12", "security"],
  ])("[%s] there is a %s", (rule, role) => {
    expect(pack.roles[role]).toMatchObject({ rule });
  });
});

const itemsOf = (parts: { id: string; title: string; rule?: string | undefined }[]) =>
  parts.map(({ rule }) => rule);
const numbered = (rule: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${rule}.${index + 1}`);

describe("upkeep", () => {
  it("[SM-11] the incident document has its sections", () => {
    expect(pack.deliverables["incident-document"]?.rule).toBe("SM-11");
    expect(pack.deliverables["incident-document"]?.sections).toHaveLength(6);
  });

  it("[SM-12] the post-mortem has its attendees, and asks why five times", () => {
    const { attendees, sections, rule } = pack.deliverables["post-mortem"] ?? {};
    expect(rule).toBe("SM-12");
    expect(attendees).toEqual([
      "release-captain",
      "sre-lead",
      "engineering-lead",
      "product-owner",
      "security",
    ]);
    expect(sections?.join()).toContain("five whys");
  });

  it("[SM-13] a drill is due each quarter on each environment", () => {
    expect(pack.drills.rollback).toMatchObject({ every: "quarter", rule: "SM-13" });
    expect(pack.drills.rollback?.environments).toHaveLength(3);
  });

  it.each(numbered("SM-14", 10))("[%s] readiness has the item", (rule) => {
    expect(itemsOf(pack.readiness)).toContain(rule);
    expect(pack.readiness).toHaveLength(10);
  });

  it.each([
    ["SM-15.1", "Under 5 minutes"],
    ["SM-15.2", "Under 10 minutes"],
    ["SM-15.3", "None"],
    ["SM-15.4", "Under 2 minutes"],
    ["SM-15.5", "Under 5 minutes"],
  ])("[%s] the indicator has the target %s", (rule, target) => {
    expect(Object.values(pack.kpis).find((kpi) => kpi.rule === rule)).toMatchObject({ target });
  });

  it.each(numbered("SM-17", 5))("[%s] the improvement follows each rollback", (rule) => {
    expect(itemsOf(pack.improvements)).toContain(rule);
  });

  it("[SM-18] the protocol has owners, approvers and a next review", () => {
    expect(pack.review).toMatchObject({
      owner: ["Release Captain", "SRE team"],
      approvers: ["VP Engineering", "SRE Lead"],
      due: ["After each rollback", "Each quarter"],
      rule: "SM-18",
    });
    expect(mvp4GaRules.pack).toBe(pack.id);
  });
});

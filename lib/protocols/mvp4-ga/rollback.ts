import type { PackSource } from "#lib/domain/protocol/pack.ts";

type Steps = NonNullable<PackSource["plans"]>[string]["steps"];

const acts: Steps = [
  {
    id: "application",
    title: "Switch the application back",
    kind: "act",
    action: "application/rollback",
    with: { version: "{{baseline.release}}" },
    expectedSeconds: 5,
    idempotent: false,
    rule: "SM-6.1",
  },
  {
    id: "policy",
    title: "Activate the earlier policy bundle, signature checked",
    kind: "act",
    action: "policy/rollback",
    with: { tag: "{{baseline.policy}}" },
    expectedSeconds: 3,
    idempotent: true,
    rule: "SM-6.2",
  },
  {
    id: "configuration",
    title: "Restore the configuration",
    kind: "act",
    action: "configuration/rollback",
    with: { tag: "{{baseline.configuration}}" },
    expectedSeconds: 3,
    idempotent: true,
    rule: "SM-6.4",
  },
  {
    id: "database",
    title: "Undo the database migration",
    kind: "act",
    action: "database/rollback",
    with: { schema: "{{baseline.schema}}" },
    expectedSeconds: 3,
    idempotent: false,
    dataEffect: "What the newer schema alone could hold is dropped; a copy of it is kept first.",
    rule: "SM-6.3",
    reading:
      "The migration is undone in place: nothing written since is lost with it, as it would be by going back to a point in time.",
  },
];

const restore: Steps = [
  ...acts.filter(({ id }) => id !== "database"),
  {
    id: "database",
    title: "Restore the database to a point in time",
    kind: "act",
    action: "database/point-in-time",
    with: { moment: "{{targets.moment}}", minutes: "{{targets.minutes}}" },
    expectedSeconds: 20,
    idempotent: false,
    confirm: "lose {{targets.minutes}} minutes of data",
    dataEffect: "What was written after the moment is lost; a snapshot of the whole is kept elsewhere first.",
    rule: "SM-6.3",
    reading:
      "More minutes than were confirmed are never lost: where more would be, the step refuses and asks.",
  },
];

const verifications: Steps = [
  {
    id: "health",
    title: "Every part is healthy",
    kind: "verify",
    action: "application/health",
    expectedSeconds: 2,
    idempotent: true,
    rule: "SM-10.1",
  },
  {
    id: "version",
    title: "The baseline's release answers",
    kind: "verify",
    action: "application/version",
    with: { version: "{{baseline.release}}" },
    expectedSeconds: 2,
    idempotent: true,
    rule: "SM-10.2",
  },
  {
    id: "smoke",
    title: "The critical path works",
    kind: "verify",
    action: "application/smoke",
    expectedSeconds: 2,
    idempotent: true,
    rule: "SM-10.3",
  },
  {
    id: "errors",
    title: "At most one request in a thousand fails",
    kind: "verify",
    action: "application/errors",
    with: { maximum: "0.001" },
    expectedSeconds: 2,
    idempotent: true,
    rule: "SM-10.4",
  },
  {
    id: "audit",
    title: "The audit trail is alive: at least 10 entries in 5 minutes",
    kind: "verify",
    action: "application/audit",
    with: { minimum: "10" },
    expectedSeconds: 2,
    idempotent: true,
    rule: "SM-10.5",
  },
];

const order =
  "The application goes first: the earlier release runs on either schema, the later one only on its own. Its policy and configuration follow; the schema goes last, when nothing needs it any more.";

const restorer = { role: "on-call-sre" };
const needs = (target: string, title: string) => ({
  id: target,
  title,
  condition: { is: "target-confirmed" as const, target },
  rule: "SM-6.3",
});

/** The way back, and what must not move meanwhile. */
export const rollback = {
  targets: {
    moment: {
      title: "Moment to which the database goes back",
      kind: "instant",
      past: true,
      confirms: restorer,
      rule: "SM-6.3",
    },
    minutes: {
      title: "Minutes of data that may be lost",
      kind: "minutes",
      since: "moment",
      confirms: restorer,
      rule: "SM-6.3",
      reading: "The document warns of the loss: how much is said in figures before it happens.",
    },
  },
  plans: {
    emergency: {
      title: "Emergency rollback",
      targetSeconds: 180,
      severities: ["P0"],
      steps: [...acts, ...verifications],
      rule: "SM-1",
      reading: order,
    },
    restore: {
      title: "Emergency rollback with the data",
      severities: ["P0"],
      needs: [
        needs("moment", "The moment to which the data goes back is confirmed"),
        needs("minutes", "The minutes of data that are lost are confirmed"),
      ],
      steps: [...restore, ...verifications],
      rule: "SM-6",
      reading: "For damaged data at the worst severity alone: every other way back keeps what was written.",
    },
    urgent: {
      title: "Urgent rollback",
      targetSeconds: 600,
      severities: ["P1"],
      needs: [
        {
          id: "confirmed",
          title: "What was seen is confirmed",
          condition: { is: "trigger-confirmed" },
          rule: "SM-2",
          reading: "It is executed after confirmation, so nothing starts without one.",
        },
      ],
      steps: [...acts, ...verifications],
      rule: "SM-2",
      reading: order,
    },
    planned: {
      title: "Planned rollback",
      targetSeconds: 1800,
      severities: ["P2"],
      needs: [
        {
          id: "discussed",
          title: "The team's discussion is concluded",
          condition: { is: "discussion-concluded" },
          rule: "SM-3",
        },
      ],
      steps: [...acts, ...verifications],
      rule: "SM-3",
      reading: order,
    },
  },
  freezes: {
    deploys: {
      title: "Nobody deploys while it rolls back",
      actions: ["deploy", "promote"],
      startsAt: "RollbackStarted",
      liftsAt: "RollbackVerified",
      admits: { roles: ["release-captain", "on-call-sre"], work: ["rollback"] },
      rule: "SM-16",
      reading:
        "Who may roll back is let through with the rollback's own work, and nobody with anything else.",
    },
  },
} satisfies Partial<PackSource>;

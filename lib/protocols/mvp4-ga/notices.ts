import type { PackSource } from "#lib/domain/protocol/pack.ts";

type Notices = NonNullable<PackSource["notices"]>;

const starts: Notices = {
  "internal-announcement": {
    title: "Internal announcement",
    audiences: ["internal", "leadership"],
    requires: [
      "trigger.title",
      "incident.title",
      "rollback.startedBy",
      "rollback.startedAt",
      "incident.reference",
      "rollback.state",
      "baseline.release",
      "rollback.expected",
      "rollback.plan",
      "links.room",
      "links.status",
      "nextUpdate.at",
    ],
    subject: "ROLLBACK STARTED ({{incident.severity}}) {{incident.reference}}: {{trigger.title}}",
    body: `A rollback was started. Do not deploy, and change nothing by hand.

Trigger: {{trigger.title}}
What happened: {{incident.title}}
Started by: {{rollback.startedBy}}
Started: {{rollback.startedAt}}
Incident: {{incident.reference}}
State: {{rollback.state}}
Going back to: {{baseline.release}}
Expected duration: {{rollback.expected}}
Plan: {{rollback.plan}}
War room: {{links.room}}
Status page: {{links.status}}
Next word: {{nextUpdate.at}}`,
    promisesNextUpdate: true,
    nextUpdateWithinMinutes: 2,
    rule: "SM-7",
  },
  "stakeholder-email": {
    title: "Stakeholder e-mail",
    audiences: ["stakeholders"],
    requires: [
      "incident.reference",
      "rollback.startedAt",
      "incident.title",
      "services",
      "rollback.state",
      "fields.expectedResolution",
      "facts.userImpact",
      "facts.dataImpact",
      "rollback.dataEffect",
      "facts.availabilityImpact",
      "nextUpdate.at",
      "links.room",
      "links.tracker",
      "links.status",
    ],
    asks: { expectedResolution: "When you expect it to be resolved" },
    subject: "[URGENT] Production rollback: {{incident.reference}}",
    body: `We started a rollback in production.

Started: {{rollback.startedAt}}
Trigger: {{trigger.title}}
What happened: {{incident.title}}
Affected: {{#each services}}{{this}} {{/each}}
State: {{rollback.state}}
Expected to be resolved: {{fields.expectedResolution}}

What it means
Users: {{facts.userImpact}}
Data: {{facts.dataImpact}}
What the rollback does to data: {{rollback.dataEffect}}
Availability: {{facts.availabilityImpact}}

We write again every 15 minutes until it is resolved, next at {{nextUpdate.at}}.
War room: {{links.room}}
Incident: {{links.tracker}}
Status page: {{links.status}}

{{sender.name}}`,
    promisesNextUpdate: true,
    nextUpdateWithinMinutes: 15,
    rule: "SM-9",
  },
  "planned-notice": {
    title: "Word ahead of a planned rollback",
    audiences: ["stakeholders"],
    requires: [
      "incident.reference",
      "incident.title",
      "schedule.startAt",
      "schedule.plan",
      "schedule.expected",
      "schedule.dataEffect",
      "links.status",
    ],
    subject: "Planned rollback: {{incident.reference}}",
    body: `A rollback in production is planned.

Reason: {{incident.title}}
Starts: {{schedule.startAt}}
Plan: {{schedule.plan}}
Expected duration: {{schedule.expected}}
What it does to data: {{schedule.dataEffect}}
Affected: {{#each services}}{{this}} {{/each}}
Status page: {{links.status}}

{{sender.name}}`,
    rule: "SM-4.3",
  },
};

const follows: Notices = {
  "progress-update": {
    title: "Progress update",
    audiences: ["internal", "leadership"],
    requires: ["fields.news", "rollback.state", "nextUpdate.at"],
    asks: { news: "What is done, and what is being done" },
    subject: "Progress of {{incident.reference}}",
    body: `{{fields.news}}

State: {{rollback.state}}
Next word: {{nextUpdate.at}}`,
    promisesNextUpdate: true,
    nextUpdateWithinMinutes: 2,
    rule: "SM-7",
  },
  "stakeholder-update": {
    title: "Stakeholder update",
    audiences: ["stakeholders"],
    requires: ["fields.news", "rollback.state", "nextUpdate.at", "links.status"],
    asks: { news: "What has changed since the last message" },
    subject: "Update on {{incident.reference}}",
    body: `{{fields.news}}

State: {{rollback.state}}
We write again at {{nextUpdate.at}}.
Status page: {{links.status}}

{{sender.name}}`,
    promisesNextUpdate: true,
    nextUpdateWithinMinutes: 15,
    rule: "SM-9",
  },
  completion: {
    title: "Completion",
    audiences: ["internal", "leadership", "stakeholders"],
    requires: [
      "baseline.release",
      "rollback.verifiedAt",
      "rollback.duration",
      "fields.health",
      "fields.errorRate",
      "fields.errorRateBaseline",
      "fields.latency",
      "fields.latencyBaseline",
    ],
    asks: {
      health: "Health check",
      errorRate: "Error rate now",
      errorRateBaseline: "Error rate before the incident",
      latency: "Latency (p95) now",
      latencyBaseline: "Latency (p95) before the incident",
    },
    subject: "ROLLBACK COMPLETE: {{incident.reference}}",
    body: `The rollback is complete and verified.

Release: {{baseline.release}}
Verified: {{rollback.verifiedAt}}
Duration: {{rollback.duration}}
Health check: {{fields.health}}
Error rate: {{fields.errorRate}}
Error rate before: {{fields.errorRateBaseline}}
Latency p95: {{fields.latency}}
Latency p95 before: {{fields.latencyBaseline}}

The post-mortem takes place within 24 hours. Thank you for your patience.`,
    rule: "SM-7",
  },
};

/** Who is told, and in which words. */
export const notices = {
  audiences: {
    internal: {
      title: "Everyone on the incident",
      roles: ["release-captain", "on-call-sre", "sre-lead", "communications"],
      rule: "SM-7",
    },
    leadership: {
      title: "Engineering leadership",
      roles: ["engineering-leadership", "vp-engineering"],
      rule: "SM-4.2",
    },
    stakeholders: { title: "Stakeholders", roles: ["stakeholder"], rule: "SM-9" },
  },
  notices: { ...starts, ...follows },
} satisfies Partial<PackSource>;

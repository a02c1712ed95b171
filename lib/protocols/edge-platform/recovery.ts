import type { PackSource } from "#lib/domain/protocol/pack.ts";

const engineer = { role: "on-call-sre" };
const tolerance = "The document says back at the baseline: at most a tenth above it counts as back.";

/** What proves that it is over. */
const proof = {
  checks: {
    "error-rate": {
      title: "Error rate",
      owner: engineer,
      kind: "measure",
      unit: "%",
      tolerancePercent: 10,
      rule: "WP-6.1",
      reading: tolerance,
    },
    latency: {
      title: "Latency, 95th percentile",
      owner: engineer,
      kind: "measure",
      unit: "ms",
      tolerancePercent: 10,
      rule: "WP-6.1",
      reading: tolerance,
    },
    flows: {
      title: "Smoke tests of the flows that were hit",
      owner: engineer,
      kind: "result",
      rule: "WP-6.3",
    },
  },
  attestations: {
    "no-open-risk": {
      title: "No risk to tenants is open",
      says: "No risk to the isolation of tenants, to authorization or to the integrity of data is open.",
      by: "security-lead",
      rule: "WP-6.2",
      reading: "The document does not say who judges it: the Security Lead signs for it.",
    },
  },
  evidence: {
    verification: {
      title: "What the verification of the recovery found",
      role: "on-call-sre",
      rule: "WP-5.4",
    },
  },
} satisfies Partial<PackSource>;

const given = (fact: string, title: string, rule: string) => ({
  id: fact.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  title,
  condition: { is: "fact-given" as const, fact },
  rule,
});

export const recovery = {
  ...proof,
  audiences: {
    stakeholders: { title: "Stakeholders", roles: ["stakeholder"], reading: "The document names none." },
  },
  notices: {
    update: {
      title: "Update to stakeholders",
      audiences: ["stakeholders"],
      requires: ["fields.news", "nextUpdate.at"],
      asks: { news: "What is known, and what is being done" },
      subject: "{{incident.severity}} {{incident.reference}}: {{trigger.title}}",
      body: `{{fields.news}}

Services: {{#each services}}{{this}} {{/each}}
Next word: {{nextUpdate.at}}
Status page: {{links.status}}`,
      promisesNextUpdate: true,
      reading: "The document asks for a communications owner and names no message.",
    },
    recovered: {
      title: "Recovery",
      audiences: ["stakeholders"],
      requires: ["fields.news"],
      asks: { news: "What is back, and what is still watched" },
      subject: "Recovered: {{incident.reference}}",
      body: `{{fields.news}}

Services: {{#each services}}{{this}} {{/each}}
Status page: {{links.status}}`,
      reading: "The document names no message of recovery.",
    },
  },
  deliverables: {
    "remediation-tasks": {
      title: "Remediation, each task with an owner and a due date",
      owner: { role: "commander" },
      rule: "WP-7.1",
    },
    "missing-tests": {
      title: "Tests for this kind of failure",
      owner: engineer,
      rule: "WP-7.2",
    },
    "mended-documentation": {
      title: "Runbook steps that were wrong, mended",
      owner: engineer,
      rule: "WP-7.3",
    },
    "decision-record": {
      title: "A decision record, where the mitigation changes the architecture",
      owner: { role: "commander" },
      rule: "WP-7.4",
    },
  },
  paging: {
    severities: ["SEV-1", "SEV-2"],
    call: ["commander", "on-call-sre"],
    answerWithinMinutes: 5,
    reading:
      "The document does not say how its people hear of it: those on call are called, the commander first.",
  },
  exit: [
    {
      id: "clocks",
      title: "Every clock was met, late or not",
      condition: { is: "clocks-settled" },
      rule: "WP-2",
    },
    {
      id: "explained",
      title: "Every missed deadline was explained",
      condition: { is: "breaches-explained" },
      reading: "The document does not ask for it: a deadline that was missed is explained before the end.",
    },
    given("requestIds", "Requests that show it are named", "WP-5.1"),
    given("securityChanged", "Whether security behaviour changed is answered", "WP-5.3"),
    { id: "contained", title: "It is contained", condition: { is: "containment-decided" }, rule: "WP-3" },
    {
      id: "rollback",
      title: "The redeployment is verified, or none was needed",
      condition: { is: "rollback-settled" },
      rule: "WP-4",
    },
    {
      id: "verification",
      title: "What the verification found is recorded",
      condition: { is: "evidence-present", evidence: "verification" },
      rule: "WP-5.4",
    },
    {
      id: "error-rate",
      title: "The error rate is back at its baseline",
      condition: { is: "measure-normal", check: "error-rate" },
      rule: "WP-6.1",
    },
    {
      id: "latency",
      title: "The latency is back at its baseline",
      condition: { is: "measure-normal", check: "latency" },
      rule: "WP-6.1",
    },
    {
      id: "risk",
      title: "No risk to isolation, authorization or integrity is open",
      condition: { is: "attested", attestation: "no-open-risk" },
      rule: "WP-6.2",
    },
    {
      id: "flows",
      title: "The flows that were hit pass their smoke tests",
      condition: { is: "check-green", check: "flows" },
      rule: "WP-6.3",
    },
    {
      id: "told",
      title: "Stakeholders were told that it is over",
      condition: { is: "notice-accepted", notice: "recovered" },
      owner: { role: "communications" },
      reading: "Whoever was told of it is told of its end.",
    },
    {
      id: "status",
      title: "The public status says that it is over",
      condition: { is: "status-operational" },
      reading: "The document names no public status; nobody should read an old one.",
    },
  ],
} satisfies Partial<PackSource>;

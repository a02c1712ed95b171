import type { PackSource } from "../../protocol/pack.ts";

const step = (id: string, kind: "act" | "verify", idempotent: boolean) => ({
  id,
  title: `Step ${id}`,
  kind,
  action: `shop/${id}`,
  expectedSeconds: 30,
  idempotent,
});
const authority = "TST-3";

/** The smallest pack that uses every kind of part: three severities with one authority each, two parties, one gate. */
export const smallPack: PackSource = {
  id: "small",
  version: "1.0.0",
  title: "Small",
  source: "Made for tests",
  summary: "Every kind of part once.",
  commander: "captain",
  parties: { north: { title: "North", of: "Northern" }, south: { title: "South", of: "Southern" } },
  roles: {
    captain: { title: "Captain" },
    duty: { title: "Duty engineer" },
    lead: { title: "Lead", party: "north" },
    peer: { title: "Peer", party: "south" },
    public: { title: "Public" },
  },
  severities: [
    { id: "A", title: "Worst", means: "Everything is down.", critical: true },
    { id: "B", title: "Bad", means: "Something is down.", critical: false },
    { id: "C", title: "Minor", means: "Something is slow.", critical: false },
  ],
  phases: [
    { id: "declared", title: "Declared", entersAt: "IncidentDeclared" },
    { id: "rolling-back", title: "Rolling back", entersAt: "RollbackStarted" },
    { id: "closed", title: "Closed", entersAt: "IncidentClosed" },
  ],
  triggers: {
    down: {
      title: "It is down",
      minimumSeverity: "B",
      requires: { summary: "Go back.", plan: "back", freeze: "promotion" },
      rule: "TST-2",
    },
    slow: { title: "It is slow", minimumSeverity: "C", requires: { summary: "Look." } },
  },
  facts: { impact: { title: "Impact", kind: "text", rule: "TST-1" } },
  audiences: {
    north: { title: "North", parties: ["north"] },
    public: { title: "Public", roles: ["public"] },
  },
  clocks: {
    first: {
      title: "First word",
      startsAt: "TriggerIdentified",
      dueInMinutes: 15,
      owner: { role: "captain" },
      metBy: { is: "notice", notices: ["first"] },
      onBreach: "upwards",
      rule: "TST-1",
    },
    start: {
      title: "Start of the rollback",
      startsAt: "TriggerIdentified",
      when: [{ is: "severity-in", severities: ["A"] }],
      dueInMinutes: 5,
      owner: { role: "duty" },
      metBy: { is: "recorded", event: "RollbackStarted" },
      rule: "TST-2",
    },
    promise: {
      title: "Promised word",
      startsAt: "NextUpdatePromised",
      owner: { role: "captain" },
      metBy: { is: "next-notice-to-same-audiences" },
    },
    proof: {
      title: "Verified",
      startsAt: "RollbackExecuted",
      dueInMinutes: 5,
      owner: { role: "captain" },
      metBy: { is: "verification" },
    },
  },
  escalations: { upwards: { path: ["captain", "lead"], eachMinutes: 10 } },
  notices: {
    first: {
      title: "First notice",
      audiences: ["north", "public"],
      requires: ["facts.impact"],
      subject: "{{incident.reference}}: {{trigger.title}}",
      body: "Impact: {{facts.impact}}",
      promisesNextUpdate: true,
      nextUpdateWithinMinutes: 30,
      rule: "TST-1",
    },
    "north-only": {
      title: "Word to the north",
      audiences: ["north"],
      subject: "{{incident.reference}}",
      body: "State: {{rollback.state}}",
    },
    "after-start": {
      title: "Word after the start",
      audiences: ["public"],
      subject: "{{incident.reference}}",
      body: "Started {{rollback.startedAt}}. {{rollback.dataEffect}}",
      rule: "TST-4",
    },
  },
  authority: {
    startRollback: [
      {
        severities: ["A"],
        by: ["duty"],
        onCallOnly: true,
        mode: "act-first",
        report: { dueInMinutes: 60 },
        ratify: { role: "lead", dueInMinutes: 1440 },
        rule: authority,
      },
      {
        severities: ["B"],
        by: ["captain"],
        mode: "approval-meanwhile",
        approval: { role: "lead", dueInMinutes: 15 },
        rule: authority,
      },
      {
        severities: ["C"],
        by: ["captain"],
        mode: "approval-before",
        approval: { role: "lead", dueInMinutes: 60 },
        rule: authority,
      },
    ],
  },
  plans: {
    back: {
      title: "Back",
      steps: [
        step("code", "act", false),
        step("settings", "act", true),
        step("health", "verify", true),
        step("smoke", "verify", true),
      ],
    },
  },
  evidence: {
    logs: { title: "Logs", party: "north", rule: "TST-5" },
    tests: { title: "Tests", party: "south", rule: "TST-5" },
  },
  bundles: { proof: { title: "Proof", evidence: ["logs", "tests"], finalRecord: "onward" } },
  gates: {
    onward: {
      question: "Onward?",
      proposes: "north",
      confirms: "south",
      rule: "TST-6",
      criteria: [
        {
          id: "verified",
          title: "The rollback is verified",
          condition: { is: "rollback-verified" },
          rule: "TST-6",
        },
        { id: "logs", title: "Logs are in", condition: { is: "evidence-present", evidence: "logs" } },
      ],
      answers: [
        { id: "go", label: "GO", go: true },
        {
          id: "go-far",
          label: "GO far",
          go: true,
          criteria: [
            { id: "calm", title: "No critical incident is open", condition: { is: "no-critical-incident" } },
          ],
        },
        { id: "stop", label: "NO-GO", go: false, needsRemediationPlan: true },
      ],
    },
  },
  freezes: {
    promotion: {
      title: "No promotion",
      actions: ["promote"],
      startsAt: "IncidentDeclared",
      liftsAt: "IncidentClosed",
      rule: "TST-2",
    },
    deploys: {
      title: "No deployment",
      actions: ["deploy"],
      startsAt: "RollbackStarted",
      liftsAt: "RollbackVerified",
    },
  },
  deliverables: { summary: { title: "Summary", owner: { parties: ["north", "south"] } } },
  exit: [
    { id: "clocks", title: "Clocks are met", condition: { is: "clocks-settled" }, rule: "TST-1" },
    { id: "rollback", title: "The rollback is over", condition: { is: "rollback-settled" } },
    {
      id: "decision",
      title: "It is decided",
      condition: { is: "decision-sealed", gate: "onward" },
      when: [{ is: "rollback-executed" }],
      rule: "TST-6",
    },
    { id: "ratified", title: "It is ratified", condition: { is: "ratified" } },
  ],
};

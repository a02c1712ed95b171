import type { PackSource } from "#lib/domain/protocol/pack.ts";

const holdingReading =
  "The document is silent: rather than let a promised time pass in silence, the console says that work goes on.";

const everyone = ["producer", "consumer", "stakeholders"];

/** What is asked, who is told, by when, and in which words. */
export const communication = {
  facts: {
    contractMode: {
      title: "Affected contract mode",
      kind: "choice",
      options: ["service.v2 stable", "service.v3 candidate", "service.v3 release"],
      rule: "MKC-4.3",
    },
    currentPin: {
      title: "Current tag and commit",
      kind: "pin",
      hint: "What runs now, the release that went bad",
      rule: "MKC-4.4",
    },
    targetPin: {
      title: "Rollback target: tag and commit",
      kind: "pin",
      from: "tag",
      hint: "The approved baseline, unless both sides agreed on another",
      rule: "MKC-4.4",
    },
    impact: {
      title: "Impact",
      kind: "text",
      hint: "Who notices what, and how many of them",
      rule: "MKC-4.5",
    },
    immediateActions: {
      title: "Immediate actions",
      kind: "text",
      hint: "What is being done right now, and by whom",
      rule: "MKC-4.6",
    },
  },
  audiences: {
    producer: { title: "Producer", parties: ["producer"] },
    consumer: { title: "Consumer", parties: ["consumer"] },
    stakeholders: { title: "Stakeholders", roles: ["stakeholder"] },
  },
  clocks: {
    "initial-notice": {
      title: "Initial notice to every audience",
      startsAt: "TriggerIdentified",
      dueInMinutes: 15,
      owner: { role: "commander" },
      metBy: { is: "notice", notices: ["initial"] },
      onBreach: "default",
      remindMinutes: [5, 2],
      holding: { notice: "holding", minutesBefore: 1, reading: holdingReading },
      blocks: ["close", "lower-severity"],
      rule: "MKC-3.1",
      reading:
        "The document asks for it within 15 minutes and names no reminders. While it is late nobody closes the incident or makes it less than it is.",
    },
    "rollback-recommendation": {
      title: "Producer recommends the rollback",
      startsAt: "TriggerIdentified",
      when: [{ is: "trigger-in", triggers: ["envelope-mismatch", "fallback-regression"] }],
      dueInMinutes: 30,
      atRiskMinutes: 10,
      owner: { parties: ["producer"] },
      metBy: { is: "recorded", event: "RollbackRecommended" },
      onBreach: "default",
      remindMinutes: [10],
      rule: "MKC-3.2",
      reading:
        "The document names no start: the 30 minutes count from the trigger's identification, and only for triggers that ask for a rollback.",
    },
    "repin-confirmation": {
      title: "Consumer confirms the re-pin",
      startsAt: "RollbackExecuted",
      dueInMinutes: 30,
      atRiskMinutes: 10,
      owner: { parties: ["consumer"] },
      metBy: { is: "recorded", event: "RepinConfirmed" },
      onBreach: "default",
      remindMinutes: [10],
      blocks: ["propose-decision"],
      rule: "MKC-3.3",
      reading:
        "The document names no reminder. While the confirmation is late nothing is proposed that both sides would sign.",
    },
    "joint-summary": {
      title: "Joint incident summary",
      startsAt: "TriggerIdentified",
      dueInMinutes: 1440,
      atRiskMinutes: 120,
      owner: { parties: ["producer", "consumer"] },
      metBy: { is: "deliverable", deliverable: "joint-summary" },
      onBreach: "default",
      remindMinutes: [240, 60],
      rule: "MKC-3.4",
      reading: "The document names no start: the 24 hours count from the trigger's identification.",
    },
    "next-update": {
      title: "The update that the last notice promised",
      startsAt: "NextUpdatePromised",
      owner: { role: "communications" },
      metBy: { is: "next-notice-to-same-audiences" },
      onBreach: "default",
      remindMinutes: [5],
      holding: { notice: "holding", minutesBefore: 1, reading: holdingReading },
      rule: "MKC-4.7",
      reading: "A promised time is kept only by the next notice to the same audiences.",
    },
    ratification: {
      title: "Consumer ratifies the rollback that was started first",
      startsAt: "RollbackStarted",
      when: [{ is: "severity-in", severities: ["SEV-1"] }],
      dueInMinutes: 1440,
      atRiskMinutes: 120,
      owner: { role: "consumer-lead" },
      metBy: { is: "recorded", event: "RunRatified" },
      onBreach: "default",
      reading: "An immediate rollback leaves no time to ask; the other side agrees afterwards.",
    },
    "approval-answer": {
      title: "Producer lead answers for the started rollback",
      startsAt: "ApprovalRequested",
      dueInMinutes: 30,
      atRiskMinutes: 10,
      owner: { role: "producer-lead" },
      metBy: { is: "recorded", event: "ApprovalAnswered" },
      onBreach: "default",
      mayPause: {
        by: ["commander"],
        atMostMinutes: 30,
        reading:
          "The deadline is our own reading, so the commander may stop it while a question is answered.",
      },
      reading: "Below SEV-1 the producer's approval is owed while the rollback runs.",
    },
  },
  escalations: {
    default: {
      path: ["commander", "producer-lead", "consumer-lead"],
      eachMinutes: 10,
      reading: "The document names no path: the commander first, then each side's lead.",
    },
  },
  notices: {
    initial: {
      title: "Initial incident notice",
      audiences: everyone,
      requires: [
        "incident.reference",
        "trigger.title",
        "facts.contractMode",
        "facts.currentPin",
        "facts.targetPin",
        "facts.impact",
        "facts.immediateActions",
        "nextUpdate.at",
      ],
      carries: {
        "incident.reference": "MKC-4.1",
        "trigger.title": "MKC-4.2",
        "facts.contractMode": "MKC-4.3",
        "facts.currentPin": "MKC-4.4",
        "facts.targetPin": "MKC-4.4",
        "facts.impact": "MKC-4.5",
        "facts.immediateActions": "MKC-4.6",
        "nextUpdate.at": "MKC-4.7",
      },
      subject: "{{incident.severity}} {{incident.reference}}: {{trigger.title}}",
      body: `Incident: {{incident.reference}} ({{incident.severity}}), identified {{incident.identifiedAt}}
Trigger: {{trigger.title}}
Contract mode: {{facts.contractMode}}
Running now: {{facts.currentPin}}
Rollback target: {{facts.targetPin}}
Impact: {{facts.impact}}
What we are doing: {{facts.immediateActions}}
Next update: {{nextUpdate.at}}

Follow it: {{links.status}}`,
      promisesNextUpdate: true,
      rule: "MKC-4",
    },
    update: {
      title: "Update",
      audiences: everyone,
      requires: ["incident.reference", "fields.news", "nextUpdate.at"],
      asks: { news: "What has changed since the last notice" },
      subject: "Update on {{incident.reference}}: {{trigger.title}}",
      body: `{{fields.news}}

Rollback: {{rollback.state}}
Next update: {{nextUpdate.at}}

Follow it: {{links.status}}`,
      promisesNextUpdate: true,
      rule: "MKC-4.7",
    },
    holding: {
      title: "Holding notice",
      audiences: everyone,
      requires: ["incident.reference"],
      subject: "{{incident.severity}} {{incident.reference}}: known and being worked on",
      body: `{{incident.reference}} was identified {{incident.identifiedAt}}: {{trigger.title}}.
People are working on it. A full word follows.

Follow it: {{links.status}}`,
      reading:
        "The document knows no holding notice. The console sends it by itself, and it stands for no other.",
    },
    closing: {
      title: "Closing notice",
      audiences: everyone,
      requires: ["incident.reference", "fields.outcome"],
      asks: { outcome: "How it ended, and what was decided" },
      subject: "{{incident.reference}} is over: {{trigger.title}}",
      body: `{{fields.outcome}}

Rollback: {{rollback.state}}
The joint summary follows within 24 hours of the trigger's identification.
There will be no further update.`,
      rule: "MKC-4.7",
      reading: "The last promise needs a last word, so a closing notice promises no further one.",
    },
  },
  deliverables: {
    "joint-summary": {
      title: "Joint incident summary",
      owner: { parties: ["producer", "consumer"] },
      rule: "MKC-3.4",
    },
  },
} satisfies Partial<PackSource>;

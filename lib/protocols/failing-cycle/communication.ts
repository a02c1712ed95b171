import type { PackSource } from "#lib/domain/protocol/pack.ts";

const audiences = ["stakeholders", "owners"];
const lead = { role: "commander" };

/** What is said to whom, and what is left when it is over. */
export const communication = {
  audiences: {
    stakeholders: { title: "Stakeholders", roles: ["stakeholder"] },
    owners: {
      title: "Everyone with a part in the rollback",
      roles: ["commander", "api-lead", "infrastructure-lead", "data-lead", "security-lead"],
    },
  },
  clocks: {
    "next-update": {
      title: "The update that the last notice promised",
      startsAt: "NextUpdatePromised",
      owner: { role: "communications" },
      metBy: { is: "next-notice-to-same-audiences" },
      onBreach: "upwards",
      remindMinutes: [5],
      blocks: ["unfreeze"],
      rule: "PT-10",
      reading:
        "The document lifts the freezes only once updates are sent: while a promised one is late they stay. The reminder is ours.",
    },
  },
  escalations: {
    upwards: {
      path: ["communications", "commander"],
      reading: "The document names no escalation: who owes the word, then who leads.",
    },
  },
  notices: {
    declaration: {
      title: "Rollback declared",
      audiences,
      requires: ["trigger.title", "mode.scope", "mode.frozen", "commander.name", "nextUpdate.at"],
      subject: "Delivery rollback declared: {{incident.reference}}",
      body: `Status: rollback mode is active.
Trigger: {{trigger.title}}
Scope level: {{mode.scope}}
Frozen: {{mode.frozen}}
Led by: {{commander.name}}
Next word: {{nextUpdate.at}}`,
      promisesNextUpdate: true,
      rule: "PT-10.1",
    },
    update: {
      title: "Rollback in progress",
      audiences,
      requires: ["targets.deployment", "fields.done", "fields.doing", "fields.risks", "nextUpdate.at"],
      asks: { done: "What is done", doing: "What is being done", risks: "Risks" },
      subject: "Rollback in progress: {{incident.reference}}",
      body: `Goes back to: {{targets.deployment}}
Done: {{fields.done}}
Being done: {{fields.doing}}
Risks: {{fields.risks}}
Next word: {{nextUpdate.at}}`,
      promisesNextUpdate: true,
      rule: "PT-10.2",
    },
    recovery: {
      title: "Recovery and unfreeze",
      audiences,
      requires: [
        "rollback.verifiedAt",
        "fields.verification",
        "fields.remaining",
        "fields.unfrozen",
        "fields.reviewer",
      ],
      asks: {
        verification: "What the checks came to",
        remaining: "Risks and follow-ups that remain",
        unfrozen: "What moves again",
        reviewer: "Who owns the review, by name or role",
      },
      subject: "Rollback complete, controlled unfreeze: {{incident.reference}}",
      body: `Completed: {{rollback.verifiedAt}}
Verification: {{fields.verification}}
Remaining: {{fields.remaining}}
Moves again: {{fields.unfrozen}}
Review owned by: {{fields.reviewer}}`,
      rule: "PT-10.3",
    },
  },
  duties: {
    declaration: {
      title: "Tell everyone that rollback mode is declared",
      why: "Whoever waits for the cycle learns from you that it stands still.",
      owner: { role: "communications" },
      when: [{ is: "mode-declared" }],
      met: { is: "notice-accepted", notice: "declaration" },
      rule: "PT-10.1",
      reading: "The document has the message and no deadline: it is owed from the declaration on.",
    },
  },
  deliverables: {
    "incident-summary": {
      title: "Summary of the incident",
      owner: lead,
      sections: ["Root cause", "Timeline"],
      rule: "PT-11.1",
    },
    "follow-ups": { title: "Follow-ups, one by one", owner: lead, rule: "PT-11.2" },
    safeguards: {
      title: "Safeguards and runbooks, updated where a gap was found",
      owner: lead,
      rule: "PT-11.3",
    },
  },
  paging: {
    severities: ["SEV-1"],
    call: ["commander", "infrastructure-lead"],
    answerWithinMinutes: 5,
    reading:
      "The document does not say how its people hear of it: those on call are called, the commander first.",
  },
  exit: [
    { id: "mode", title: "Rollback mode was declared", condition: { is: "mode-declared" }, rule: "PT-4" },
    {
      id: "rollback",
      title: "The rollback is verified, and its cleanup is validated",
      condition: { is: "rollback-complete" },
      rule: "PT-7",
    },
    {
      id: "unfrozen",
      title: "The freezes are lifted under control",
      condition: { is: "unfrozen" },
      when: [{ is: "rollback-verified" }],
      rule: "PT-9",
    },
    {
      id: "recovery",
      title: "The recovery was told",
      condition: { is: "notice-accepted", notice: "recovery" },
      when: [{ is: "unfrozen" }],
      owner: { role: "communications" },
      rule: "PT-10.3",
    },
    {
      id: "clocks",
      title: "Every promised update was sent, late or not",
      condition: { is: "clocks-settled" },
      rule: "PT-10",
    },
    {
      id: "explained",
      title: "Every missed deadline was explained",
      condition: { is: "breaches-explained" },
      reading: "The document does not ask for it: a deadline that was missed is explained before the end.",
    },
    {
      id: "status",
      title: "The public status says that it is over",
      condition: { is: "status-operational" },
      reading: "The document names no public status; nobody should read an old one.",
    },
  ],
} satisfies Partial<PackSource>;

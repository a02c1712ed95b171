import type { RuleBook } from "./rule-book.ts";

export const edgePlatformRules: RuleBook = {
  pack: "edge-platform",
  clauses: [
    {
      clause: "Severity Model",
      data: {
        "WP-1": "The severities are this protocol's own.",
        "WP-1.1": "SEV-1: isolation broken, sign-in bypassed, or production wholly down.",
        "WP-1.2": "SEV-2: a major feature is down and the business feels it.",
        "WP-1.3": "SEV-3: worse than usual, with a way around.",
      },
    },
    {
      clause: "Initial Triage",
      data: {
        "WP-2": "Triage is owed within the first 15 minutes.",
        "WP-2.1": "Triage asks when it started.",
        "WP-2.2": "Triage asks which routes are hit.",
        "WP-2.3": "Triage asks for the environment.",
        "WP-2.4": "Triage asks for the blast radius, by tenants and by volume.",
        "WP-2.5": "Triage names a commander and a communications owner.",
      },
      behaviour: { "WP-2.6": "A severity is declared, and the timeline runs from then on." },
    },
    {
      clause: "Immediate Containment Actions",
      behaviour: { "WP-3": "Plays are offered by condition; protecting data outranks staying available." },
      data: {
        "WP-3.1": "Isolation at risk: the route is denied for the time being.",
        "WP-3.2": "One feature degraded: its path is cut off, the others stay up.",
        "WP-3.3": "A bad deployment suspected: back to the last good one.",
      },
    },
    {
      clause: "Rollback Procedure",
      behaviour: {
        "WP-4": "Nothing is redeployed before the stable version of each service is identified.",
        "WP-4.7": "Every command that really ran stands in the timeline with its exact time.",
      },
      data: {
        "WP-4.1": "api-worker goes back to its stable version.",
        "WP-4.2": "ingest-worker goes back to its stable version.",
        "WP-4.3": "queue-consumer goes back to its stable version.",
        "WP-4.4": "admin-pages goes back to its stable version.",
        "WP-4.5": "user-portal goes back to its stable version.",
        "WP-4.6": "The smoke tests run again.",
      },
    },
    {
      clause: "Required Evidence and Audit Trail",
      behaviour: {
        "WP-5": "The incident does not close before its evidence is in.",
        "WP-5.2": "What was chosen for containment and rollback stands in the decision log, with its reason.",
        "WP-5.5": "The time of closing is recorded.",
      },
      data: {
        "WP-5.1": "Requests, tenants and routes that were hit are named.",
        "WP-5.3": "Whether security behaviour changed is answered, yes or no.",
        "WP-5.4": "What the verification found is recorded.",
      },
    },
    {
      clause: "Recovery Exit Criteria",
      behaviour: { "WP-6": "Values stand beside the baseline of before, and only then does it end." },
      data: {
        "WP-6.1": "Error rate and latency are back at their baselines, within tolerance.",
        "WP-6.2": "No risk to isolation, authorization or integrity is open.",
        "WP-6.3": "The flows that were hit pass their smoke tests.",
      },
    },
    {
      clause: "Post-Incident Follow-Up",
      data: {
        "WP-7": "Four follow-ups are owed.",
        "WP-7.1": "Remediation is listed, each task with owner and due date.",
        "WP-7.2": "The tests that were missing are added.",
        "WP-7.3": "Inaccurate documentation is mended.",
        "WP-7.4": "A mitigation that changes the architecture gets a decision record.",
      },
    },
  ],
};

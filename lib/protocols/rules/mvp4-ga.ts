import type { RuleBook } from "./rule-book.ts";

export const mvp4GaRules: RuleBook = {
  pack: "mvp4-ga",
  clauses: [
    {
      clause: "1.1 IMMEDIATE Rollback (P0)",
      behaviour: {
        "SM-1": "Immediate: act at once; the preview says when the plan cannot keep to 3 minutes.",
      },
      data: {
        "SM-1.1": "Corrupted data is immediate, with its detection and evidence.",
        "SM-1.2": "A breach of security is immediate, with its detection and evidence.",
        "SM-1.3": "A global outage is immediate: above 5 % server errors for more than 5 minutes.",
        "SM-1.4": "A critical vulnerability that is being exploited is immediate.",
        "SM-1.5": "A database that cannot be written to is immediate.",
      },
    },
    {
      clause: "1.2 URGENT Rollback (P1)",
      behaviour: { "SM-2": "Urgent: within 15 minutes of the confirmation, which is an event of its own." },
      data: {
        "SM-2.1": "A breached objective is urgent: p95 above 2 s for more than 10 minutes.",
        "SM-2.2": "A spike of errors is urgent: above 1 % for more than 5 minutes.",
        "SM-2.3": "Failing policies are urgent: above 5 % of evaluations.",
        "SM-2.4": "Leaking memory is urgent: above 90 % and climbing.",
        "SM-2.5": "Cascading failures are urgent: several services degraded.",
      },
    },
    {
      clause: "1.3 PLANNED Rollback (P2)",
      behaviour: {
        "SM-3": "Planned: scheduled within the hour after the discussion's end, an event of its own.",
      },
      data: {
        "SM-3.1": "A critical feature that regressed is planned.",
        "SM-3.2": "Degraded performance is planned: p95 half as much again as its baseline.",
        "SM-3.3": "Missing audit records are planned.",
        "SM-3.4": "Drifted configuration is planned.",
      },
    },
    {
      clause: "2.1 Authority Matrix",
      behaviour: { "SM-4": "Who may start a rollback, and what is owed for it, follows from the severity." },
      data: {
        "SM-4.1":
          "P0: any SRE on call, no approval; report owed, all stakeholders told, ratified in 24 hours.",
        "SM-4.2": "P1: the captain; the SRE Lead approves meanwhile; leadership is told within 15 minutes.",
        "SM-4.3": "P2: the captain, with product and SRE agreeing; stakeholders told 30 minutes ahead.",
      },
    },
    {
      clause: "2.2 Escalation Path",
      behaviour: { "SM-5": "What a rollback comes to is told to the next person by itself." },
      data: {
        "SM-5.1": "The Release Captain is told when the rollback starts.",
        "SM-5.2": "The SRE Lead is told when it fails.",
        "SM-5.3": "The VP of engineering, who has the last word, is told when that fails too.",
      },
    },
    {
      clause: "3 Rollback Mechanisms",
      behaviour: { "SM-6": "The four mechanisms really run, each with its verification." },
      data: {
        "SM-6.1": "The application goes back to its previous release.",
        "SM-6.2": "The policy bundle goes back, once its signature is checked.",
        "SM-6.3": "The database goes back to a point in time, with the loss typed out and a snapshot first.",
        "SM-6.4": "The configuration goes back to its tag.",
      },
    },
    {
      clause: "4.1 Internal Communication",
      data: {
        "SM-7": "Announced at once, progress every 2 minutes, completion with values beside their baselines.",
      },
    },
    {
      clause: "4.2 External Communication",
      behaviour: { "SM-8": "The public status says maintenance, then completion with its duration." },
    },
    {
      clause: "4.3 Stakeholder Notification",
      data: { "SM-9": "Stakeholders get every field by mail, then an update every 15 minutes to the end." },
    },
    {
      clause: "5.1 Immediate Verification",
      data: {
        "SM-10": "Verification is owed within 5 minutes.",
        "SM-10.1": "Each endpoint is healthy.",
        "SM-10.2": "The version is the one gone back to.",
        "SM-10.3": "Critical smoke tests pass.",
        "SM-10.4": "The rate of errors is at most 0.1 %.",
        "SM-10.5": "The audit trail is alive: at least 10 events in 5 minutes.",
      },
    },
    {
      clause: "5.2 Incident Documentation",
      data: { "SM-11": "The incident's document is there within the hour, made from the record." },
    },
    {
      clause: "5.3 Postmortem",
      data: { "SM-12": "Within 24 hours a post-mortem, with attendees, agenda and five whys." },
    },
    {
      clause: "6.1 Quarterly Rollback Drill",
      behaviour: { "SM-13": "Each quarter a drill on each environment, unmistakable, with a report." },
    },
    {
      clause: "6.2 Rollback Checklist",
      data: {
        "SM-14": "Readiness is ten items.",
        "SM-14.1": "The application's rollback is tested in staging.",
        "SM-14.2": "The policy's rollback is tested in staging.",
        "SM-14.3": "The database's recovery is tested by itself.",
        "SM-14.4": "The configuration's rollback is tested.",
        "SM-14.5": "The templates for messages are ready.",
        "SM-14.6": "How the war room works is written down.",
        "SM-14.7": "Those on call are trained.",
        "SM-14.8": "The rollback's programs can be run.",
        "SM-14.9": "The alerts are set.",
        "SM-14.10": "The template of the post-mortem is ready.",
      },
    },
    {
      clause: "7.1 Key Performance Indicators",
      data: {
        "SM-15": "Five indicators stand against their targets over the last rollbacks.",
        "SM-15.1": "Time to decide: under 5 minutes.",
        "SM-15.2": "Time to execute: under 10 minutes.",
        "SM-15.3": "Data lost: none.",
        "SM-15.4": "Delay of the first word: under 2 minutes.",
        "SM-15.5": "Time to verify: under 5 minutes.",
      },
    },
    {
      clause: "4.1 Internal Communication (do not deploy)",
      behaviour: { "SM-16": "While it runs nobody deploys: the freeze answers pipelines." },
    },
    {
      clause: "7.2 Continuous Improvement",
      data: {
        "SM-17": "Each rollback is followed by five improvements, each with an owner.",
        "SM-17.1": "Its duration is reviewed.",
        "SM-17.2": "What held it up is found.",
        "SM-17.3": "The automation is updated.",
        "SM-17.4": "The team is trained on what was learned.",
        "SM-17.5": "The runbooks are updated.",
      },
    },
    {
      clause: "Document Control",
      data: { "SM-18": "The protocol itself has an owner, approvers and a next review." },
      behaviour: { "SM-18.1": "The review falls due after each rollback, and each quarter." },
    },
  ],
};

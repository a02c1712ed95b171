import type { PackSource } from "#lib/domain/protocol/pack.ts";

const readiness: NonNullable<PackSource["readiness"]> = [
  { id: "application", title: "The application's rollback is tested in staging", rule: "SM-14.1" },
  { id: "policy", title: "The policy's rollback is tested in staging", rule: "SM-14.2" },
  {
    id: "database",
    title: "The database's recovery is tested in an environment of its own",
    rule: "SM-14.3",
  },
  { id: "configuration", title: "The configuration's rollback is tested", rule: "SM-14.4" },
  { id: "templates", title: "The templates for messages are ready", rule: "SM-14.5" },
  { id: "war-room", title: "How the war room works is written down", rule: "SM-14.6" },
  { id: "training", title: "Those on call are trained", rule: "SM-14.7" },
  { id: "programs", title: "The rollback's programs can be run", rule: "SM-14.8" },
  { id: "alerts", title: "The alerts are set", rule: "SM-14.9" },
  { id: "post-mortem", title: "The template of the post-mortem is ready", rule: "SM-14.10" },
];

const kpis: NonNullable<PackSource["kpis"]> = {
  decision: {
    title: "Time to decide",
    measures: "From the trigger's identification to the rollback's start",
    target: "Under 5 minutes",
    rule: "SM-15.1",
  },
  execution: {
    title: "Time to execute",
    measures: "From the rollback's start to its last acting step",
    target: "Under 10 minutes",
    rule: "SM-15.2",
  },
  data: { title: "Data lost", measures: "Incidents that lost data", target: "None", rule: "SM-15.3" },
  communication: {
    title: "Delay of the first word",
    measures: "From the rollback's start to the first accepted notice",
    target: "Under 2 minutes",
    rule: "SM-15.4",
  },
  verification: {
    title: "Time to verify",
    measures: "From the last acting step to the last verification",
    target: "Under 5 minutes",
    rule: "SM-15.5",
  },
};

/** What follows a rollback, and what keeps the protocol itself fit. */
export const upkeep = {
  deliverables: {
    "incident-document": {
      title: "Incident document, within the hour",
      owner: { role: "release-captain" },
      sections: [
        "Date, severity and duration",
        "Timeline",
        "Root cause",
        "Impact",
        "Resolution",
        "Follow-up",
      ],
      rule: "SM-11",
    },
    "post-mortem": {
      title: "Post-mortem, within 24 hours",
      owner: { role: "release-captain" },
      attendees: ["release-captain", "sre-lead", "engineering-lead", "product-owner", "security"],
      sections: [
        "Timeline, without blame",
        "Root cause by five whys",
        "What went well and what did not",
        "What is done so that it does not come again",
      ],
      rule: "SM-12",
      reading: "Security attends where the incident was about security.",
    },
  },
  drills: {
    rollback: {
      title: "Rollback drill",
      every: "quarter",
      environments: ["staging", "pre-production", "production"],
      report: [
        "Environment, duration and outcome",
        "Time of the execution, services touched, data intact",
        "What was learned",
        "What is done about it",
      ],
      rule: "SM-13",
    },
  },
  readiness,
  kpis,
  improvements: [
    { id: "duration", title: "The duration of the execution is reviewed", rule: "SM-17.1" },
    { id: "bottlenecks", title: "What held it up is found", rule: "SM-17.2" },
    { id: "automation", title: "The automation is updated", rule: "SM-17.3" },
    { id: "training", title: "The team is trained on what was learned", rule: "SM-17.4" },
    { id: "runbooks", title: "The runbooks are updated", rule: "SM-17.5" },
  ],
  review: {
    owner: ["Release Captain", "SRE team"],
    approvers: ["VP Engineering", "SRE Lead"],
    due: ["After each rollback", "Each quarter"],
    rule: "SM-18",
  },
} satisfies Partial<PackSource>;

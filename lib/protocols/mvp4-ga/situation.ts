import type { PackSource } from "#lib/domain/protocol/pack.ts";

/** Who is there, how bad it can be, and how an incident moves. */
export const situation = {
  commander: "release-captain",
  roles: {
    "release-captain": {
      title: "Release Captain",
      duties: [
        "Decides on urgent rollbacks",
        "Concludes the discussion of planned ones, schedules and starts them",
        "Leads the incident",
        "Is told when a rollback starts",
      ],
      rule: "SM-4",
    },
    "on-call-sre": {
      title: "On-call SRE",
      duties: ["Rolls back at once in an emergency", "Reports it afterwards"],
      rule: "SM-4.1",
    },
    "sre-lead": {
      title: "SRE Lead",
      duties: [
        "Approves urgent rollbacks while they run",
        "Speaks for the SREs on planned ones",
        "Takes over when a rollback fails",
      ],
      rule: "SM-4.2",
    },
    "vp-engineering": {
      title: "VP Engineering",
      duties: ["Has the last word when everything else failed"],
      rule: "SM-5.3",
    },
    communications: {
      title: "Communications",
      duties: ["Writes the announcements", "Keeps the promised update times"],
      reading: "The document signs its mail as the Release Captain; who leads should not also have to write.",
    },
    "product-owner": {
      title: "Product Owner",
      duties: ["Agrees to planned rollbacks, or refuses them"],
      rule: "SM-4.3",
    },
    "engineering-lead": { title: "Engineering Lead", rule: "SM-12" },
    security: { title: "Security", rule: "SM-12" },
    stakeholder: { title: "Stakeholder", rule: "SM-9" },
    "engineering-leadership": { title: "Engineering leadership", rule: "SM-4.2" },
  },
  severities: [
    {
      id: "P0",
      title: "Immediate",
      means: "Roll back at once, without discussion; the run should take less than 3 minutes.",
      critical: true,
      rule: "SM-1",
    },
    {
      id: "P1",
      title: "Urgent",
      means: "Roll back within 15 minutes of confirmation; the run should take less than 10 minutes.",
      critical: true,
      rule: "SM-2",
    },
    {
      id: "P2",
      title: "Planned",
      means: "Roll back within an hour of the team's discussion; the run should take less than 30 minutes.",
      critical: false,
      rule: "SM-3",
    },
  ],
  phases: [
    { id: "declared", title: "Declared", entersAt: "IncidentDeclared" },
    { id: "rolling-back", title: "Rolling back", entersAt: "RollbackStarted" },
    { id: "verifying", title: "Verifying", entersAt: "RollbackExecuted" },
    { id: "restored", title: "Restored", entersAt: "RollbackVerified" },
    { id: "closed", title: "Closed", entersAt: "IncidentClosed" },
  ],
  facts: {
    userImpact: {
      title: "Impact on users",
      kind: "text",
      hint: "Who notices what, and how many of them",
      rule: "SM-9",
    },
    dataImpact: {
      title: "Impact on data",
      kind: "text",
      hint: "What the fault has done to stored data; what the rollback does is said by its plan",
      rule: "SM-9",
    },
    availabilityImpact: {
      title: "Impact on availability",
      kind: "text",
      hint: "What cannot be reached, and since when",
      rule: "SM-9",
    },
  },
} satisfies Partial<PackSource>;

import type { PackSource } from "#lib/domain/protocol/pack.ts";

const leads = ["api-lead", "infrastructure-lead", "data-lead", "security-lead"];

/** Rollback mode: why it is entered, how far it reaches, and what stands still until it is lifted. */
export const mode = {
  mode: {
    title: "Rollback mode",
    reasons: {
      "check-failing": {
        title: "The pull-request check fails in a critical area, beyond the planned window",
        rule: "PT-2.1",
      },
      regression: {
        title: "Reliability or integrity regressed in production or staging",
        rule: "PT-2.2",
      },
      isolation: { title: "Security or the isolation of tenants is at risk", rule: "PT-2.3" },
      "evidence-uncertain": { title: "The chain of evidence may not be whole", rule: "PT-2.4" },
    },
    rule: "PT-4",
  },
  scope: {
    levels: [
      {
        id: "L1",
        title: "Code and configuration",
        means: "Only code and configuration go back: what broke is how the application works or is set up.",
        rule: "PT-3.1",
      },
      {
        id: "L2",
        title: "Code, configuration, schema and data",
        means: "Schema and data go back too: a migration, a projection or the data itself is wrong.",
        rule: "PT-3.2",
      },
      {
        id: "L3",
        title: "The whole incident",
        means: "Evidence and credentials too: security, integrity or another tenant's data is at risk.",
        rule: "PT-3.3",
      },
    ],
    rule: "PT-3",
  },
  freezes: {
    merges: {
      title: "No new feature is merged",
      actions: ["merge"],
      startsAt: "RollbackModeDeclared",
      liftsAt: "Unfrozen",
      admits: { work: ["rollback", "incident"] },
      rule: "PT-2.5",
      reading: "Features are frozen; the rollback's own changes and what the incident needs are none.",
    },
    claims: {
      title: "No new work is claimed",
      actions: ["claim"],
      startsAt: "RollbackModeDeclared",
      liftsAt: "Unfrozen",
      admits: { work: ["rollback", "incident"] },
      rule: "PT-2.6",
    },
    promotions: {
      title: "Nothing is promoted to another environment",
      actions: ["promote"],
      startsAt: "RollbackModeDeclared",
      liftsAt: "Unfrozen",
      rule: "PT-2.7",
    },
    deploys: {
      title: "Only the rollback's owners deploy",
      actions: ["deploy"],
      startsAt: "RollbackModeDeclared",
      liftsAt: "Unfrozen",
      admits: { roles: leads },
      rule: "PT-2.8",
      reading: "Its owners are the four leads whom the document gives rollback or cleanup to.",
    },
  },
  targets: {
    deployment: {
      title: "Last good commit, build or deployment",
      kind: "text",
      equals: "release",
      confirms: { role: "api-lead" },
      rule: "PT-5.1",
      reading: "The document does not say who confirms it: the lead of what goes back.",
    },
    migrations: {
      title: "State of the migrations",
      kind: "text",
      equals: "schema",
      confirms: { role: "data-lead" },
      rule: "PT-5.2",
      reading: "The document does not say who confirms it: the lead of the data.",
    },
    configuration: {
      title: "Configuration of the environment",
      kind: "text",
      equals: "configuration",
      confirms: { role: "infrastructure-lead" },
      rule: "PT-5.3",
      reading: "The document does not say who confirms it: the lead of the platform.",
    },
    cutover: {
      title: "Point where evidence and event stream are cut over",
      kind: "instant",
      confirms: { role: "data-lead" },
      rule: "PT-5.4",
      reading: "A time in UTC; the document does not say who confirms it: the lead of the evidence.",
    },
  },
} satisfies Partial<PackSource>;

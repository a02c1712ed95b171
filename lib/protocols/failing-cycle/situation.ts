import type { PackSource } from "#lib/domain/protocol/pack.ts";

const severities = "The document knows no severities, only scope levels; these two are ours.";
const asReason = "What may be seen is what the document gives as reasons to enter rollback mode.";

/** Who is there, and what makes a cycle unsafe to go on with. */
export const situation = {
  commander: "commander",
  roles: {
    commander: {
      title: "Incident Commander",
      duties: ["Declares rollback mode", "Coordinates the decisions", "Lifts the freezes"],
      rule: "PT-1.1",
      reading: "The document gives it to the Principal Engineer.",
    },
    "api-lead": {
      title: "API Lead",
      duties: ["Rolls back the control plane and the API", "Checks that endpoints behave as specified"],
      rule: "PT-1.2",
    },
    "infrastructure-lead": {
      title: "Infrastructure Lead",
      duties: ["Rolls back the platform and the runtime", "Sees that everything starts healthy"],
      rule: "PT-1.3",
    },
    "data-lead": {
      title: "Data and Evidence Lead",
      duties: ["Keeps database and evidence whole", "Cleans them up"],
      rule: "PT-1.4",
    },
    "security-lead": {
      title: "Security Lead",
      duties: ["Revokes credentials", "Rotates keys, tokens and secrets"],
      rule: "PT-1.5",
    },
    communications: {
      title: "Communications Owner",
      duties: ["Tells the stakeholders", "Keeps the promised times"],
      rule: "PT-1.6",
    },
    stakeholder: { title: "Stakeholder" },
  },
  severities: [
    {
      id: "SEV-1",
      title: "Integrity at risk",
      means: "Security, the isolation of tenants, or the chain of evidence may be broken.",
      critical: true,
      reading: severities,
    },
    {
      id: "SEV-2",
      title: "Unsafe to go on",
      means: "The cycle's work cannot be finished safely, and nothing is known to be broken into.",
      critical: false,
      reading: severities,
    },
  ],
  phases: [
    { id: "found", title: "Found unsafe", entersAt: "IncidentDeclared" },
    { id: "rollback-mode", title: "Rollback mode", entersAt: "RollbackModeDeclared" },
    { id: "rolling-back", title: "Rolling back", entersAt: "RollbackStarted" },
    { id: "verification", title: "Verification", entersAt: "RollbackVerified" },
    { id: "unfrozen", title: "Unfrozen", entersAt: "Unfrozen" },
    { id: "closed", title: "Closed", entersAt: "IncidentClosed" },
  ],
  triggers: {
    "check-failing": {
      title: "The pull-request check fails in a critical area",
      detection: "npm run ci:pr fails, and the planned window is not enough to mend it.",
      minimumSeverity: "SEV-2",
      requires: { summary: "Declare rollback mode and go back.", plan: "rollback" },
      rule: "PT-2.1",
      reading: asReason,
    },
    regression: {
      title: "Reliability or integrity regressed in production or staging",
      minimumSeverity: "SEV-2",
      requires: { summary: "Declare rollback mode and go back.", plan: "rollback" },
      rule: "PT-2.2",
      reading: asReason,
    },
    isolation: {
      title: "Security or the isolation of tenants is at risk",
      minimumSeverity: "SEV-1",
      requires: { summary: "Declare rollback mode, as a rule at L3, and go back.", plan: "rollback" },
      rule: "PT-2.3",
      reading: asReason,
    },
    "evidence-uncertain": {
      title: "The chain of evidence may not be whole",
      minimumSeverity: "SEV-1",
      requires: { summary: "Declare rollback mode, as a rule at L3, and go back.", plan: "rollback" },
      rule: "PT-2.4",
      reading: asReason,
    },
  },
  facts: {
    nextOwner: {
      title: "Who owns the next cycle's work",
      kind: "text",
      asked: "triage",
      hint: "Names, or a team",
      rule: "PT-9.3",
    },
  },
} satisfies Partial<PackSource>;

import type { PackSource } from "#lib/domain/protocol/pack.ts";

/** Who is there, how bad it can be, and what may be seen. */
export const situation = {
  parties: {
    producer: { title: "Producer", of: "MemoryKernel", rule: "MKC-6" },
    consumer: { title: "Consumer", of: "AssistSupport", rule: "MKC-6" },
  },
  commander: "commander",
  roles: {
    commander: {
      title: "Incident commander",
      duties: ["Declares the incident", "Sees that every clock is met", "Closes the incident"],
      reading: "The document names the two sides only; somebody has to lead, so there is a commander.",
    },
    "producer-lead": {
      title: "Producer lead",
      party: "producer",
      duties: ["Recommends the rollback", "Hands in the producer's evidence", "Proposes the decision"],
    },
    "consumer-lead": {
      title: "Consumer lead",
      party: "consumer",
      duties: ["Confirms the re-pin", "Hands in the consumer's evidence", "Confirms the decision"],
    },
    communications: {
      title: "Communications",
      duties: ["Writes the notices", "Keeps the promised update times"],
      reading: "The document asks for notices and names no writer.",
    },
    stakeholder: { title: "Stakeholder", reading: "Everyone else who depends on the service." },
  },
  severities: [
    {
      id: "SEV-1",
      title: "Users are failing",
      means: "Users get wrong or unreliable results, and there is no safe way around it right now.",
      critical: true,
      rule: "MKC-1.1",
    },
    {
      id: "SEV-2",
      title: "The contract has drifted",
      means: "A contract or a validation has drifted, so that integrations may go wrong.",
      critical: false,
      rule: "MKC-1.2",
    },
    {
      id: "SEV-3",
      title: "Contained",
      means: "Nothing critical: a safe fallback works and no contract is broken.",
      critical: false,
      rule: "MKC-1.3",
    },
  ],
  phases: [
    { id: "declared", title: "Declared", entersAt: "IncidentDeclared" },
    { id: "rolling-back", title: "Rolling back", entersAt: "RollbackStarted" },
    { id: "verifying", title: "Verifying", entersAt: "RollbackExecuted" },
    { id: "proving", title: "Evidence and decision", entersAt: "RollbackVerified" },
    { id: "decided", title: "Decided", entersAt: "DecisionSealed" },
    { id: "closed", title: "Closed", entersAt: "IncidentClosed" },
  ],
  triggers: {
    "envelope-mismatch": {
      title: "Error answers have the wrong envelope",
      detection: "An answer outside 2xx does not have the agreed shape.",
      minimumSeverity: "SEV-1",
      requires: {
        summary: "Roll back to the approved service.v2 baseline at once.",
        plan: "approved-baseline",
      },
      rule: "MKC-2.1",
    },
    "fallback-regression": {
      title: "The consumer's deterministic fallback regressed",
      detection: "The consumer's fallback no longer gives the same answer for the same input.",
      minimumSeverity: "SEV-1",
      requires: {
        summary: "Roll back at once, and open a joint bridge for both sides.",
        plan: "approved-baseline",
        bridge: true,
      },
      rule: "MKC-2.2",
    },
    "payload-drift": {
      title: "A field of the candidate payload drifted",
      detection: "A field of the candidate's payload differs from the agreed one.",
      minimumSeverity: "SEV-2",
      requires: {
        summary: "Promotion is frozen; mend the payload and verify it again.",
        freeze: "promotion",
      },
      rule: "MKC-2.3",
    },
    "evidence-missing": {
      title: "Release evidence is missing",
      detection: "An artifact that proves the release is not there.",
      minimumSeverity: "SEV-2",
      requires: { summary: "No cutover until the evidence is complete." },
      rule: "MKC-2.4",
    },
  },
} satisfies Partial<PackSource>;

import type { PackSource } from "#lib/domain/protocol/pack.ts";

const silent = "The document names no triggers; its severities say what each comes to.";

/** Who is there, how bad it can be, and what may be seen. */
export const situation = {
  commander: "commander",
  roles: {
    commander: {
      title: "Incident commander",
      duties: ["Leads the incident", "Decides how it is contained"],
      rule: "WP-2.5",
    },
    communications: {
      title: "Communications owner",
      duties: ["Tells everyone who depends on it"],
      rule: "WP-2.5",
    },
    "on-call-sre": { title: "On-call engineer", duties: ["Redeploys", "Measures the recovery"] },
    "security-lead": { title: "Security Lead", duties: ["Signs that no risk to tenants is open"] },
    stakeholder: { title: "Stakeholder" },
  },
  severities: [
    {
      id: "SEV-1",
      title: "Breach or full outage",
      means: "Tenants' data is not isolated, sign-in can be passed by, or all of production is down.",
      critical: true,
      rule: "WP-1.1",
    },
    {
      id: "SEV-2",
      title: "Major feature down",
      means: "A major feature is down and the business feels it.",
      critical: true,
      reading: "The document does not say which severities are critical: the two that hurt the business.",
      rule: "WP-1.2",
    },
    {
      id: "SEV-3",
      title: "Degraded",
      means: "Something behaves worse than it should, and there is a way around it.",
      critical: false,
      rule: "WP-1.3",
    },
  ],
  phases: [
    { id: "triage", title: "Triage", entersAt: "IncidentDeclared" },
    { id: "containment", title: "Containment", entersAt: "PlayChosen" },
    { id: "rolling-back", title: "Redeploying", entersAt: "RollbackStarted" },
    { id: "recovered", title: "Recovered", entersAt: "RollbackVerified" },
    { id: "closed", title: "Closed", entersAt: "IncidentClosed" },
  ],
  triggers: {
    "tenant-isolation": {
      title: "One tenant may see another's data",
      minimumSeverity: "SEV-1",
      requires: { summary: "Protect the data first: deny the route, even where that takes it down." },
      reading: silent,
      rule: "WP-1.1",
    },
    "authorization-bypass": {
      title: "Sign-in or permissions can be passed by",
      minimumSeverity: "SEV-1",
      requires: { summary: "Protect the data first: deny the route, even where that takes it down." },
      reading: silent,
      rule: "WP-1.1",
    },
    "production-outage": {
      title: "All of production is down",
      minimumSeverity: "SEV-1",
      requires: { summary: "Contain it; go back to the last good deployment where one is suspected." },
      reading: silent,
      rule: "WP-1.1",
    },
    "deployment-regression": {
      title: "It is worse since a deployment",
      minimumSeverity: "SEV-2",
      requires: { summary: "Go back to the last good deployment.", plan: "redeploy" },
      reading: silent,
      rule: "WP-3.3",
    },
    "feature-outage": {
      title: "A major feature is down",
      minimumSeverity: "SEV-2",
      requires: { summary: "Cut its path off, and leave the routes that work alone." },
      reading: silent,
      rule: "WP-1.2",
    },
    degraded: {
      title: "Something is degraded, with a way around it",
      minimumSeverity: "SEV-3",
      requires: { summary: "Measure it against what was normal, and watch." },
      reading: silent,
      rule: "WP-1.3",
    },
  },
  facts: {
    startedAt: {
      title: "When it started",
      kind: "instant",
      past: true,
      asked: "triage",
      rule: "WP-2.1",
    },
    routes: {
      title: "Routes that are hit",
      kind: "list",
      asked: "triage",
      hint: "/orders, /login",
      rule: "WP-2.2",
    },
    environment: {
      title: "Environment",
      kind: "choice",
      options: ["production", "staging", "preview"],
      asked: "triage",
      rule: "WP-2.3",
    },
    tenants: {
      title: "Tenants that are hit",
      kind: "list",
      asked: "triage",
      hint: "Their ids, or all",
      rule: "WP-2.4",
    },
    requestVolume: {
      title: "Volume of requests that are hit",
      kind: "text",
      asked: "triage",
      hint: "Requests a minute, or a share of all",
      rule: "WP-2.4",
    },
    isolationAtRisk: {
      title: "Is the isolation of tenants at risk?",
      kind: "yes-no",
      asked: "triage",
      rule: "WP-3.1",
    },
    oneFeature: { title: "Is only one feature degraded?", kind: "yes-no", asked: "triage", rule: "WP-3.2" },
    deploymentSuspected: {
      title: "Is a deployment suspected?",
      kind: "yes-no",
      asked: "triage",
      rule: "WP-3.3",
    },
    requestIds: {
      title: "Ids of requests that show it",
      kind: "list",
      asked: "triage",
      rule: "WP-5.1",
    },
    securityChanged: {
      title: "Did behaviour that concerns security change?",
      kind: "yes-no",
      asked: "triage",
      hint: "By the incident or by what was done against it",
      rule: "WP-5.3",
    },
  },
} satisfies Partial<PackSource>;

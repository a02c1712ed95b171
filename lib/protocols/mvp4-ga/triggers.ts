import type { PackSource } from "#lib/domain/protocol/pack.ts";

type Triggers = PackSource["triggers"];

const atOnce = { summary: "Roll back at once, without discussion.", plan: "emergency" };
const afterDiscussion = {
  summary: "Discuss it; then roll back within the hour, as agreed and told ahead.",
  plan: "planned",
};
const urgent = { summary: "Roll back within 15 minutes of confirmation.", plan: "urgent" };

const immediate: Triggers = {
  "data-corruption": {
    title: "Data corruption",
    detection: "Invalid writes or violations of the schema",
    evidence: "Errors of the database, failed integrity checks",
    minimumSeverity: "P0",
    requires: atOnce,
    rule: "SM-1.1",
  },
  "security-breach": {
    title: "Security breach",
    detection: "Somebody reached data without the right to",
    evidence: "Failed authentication, broken tenant isolation",
    minimumSeverity: "P0",
    requires: atOnce,
    rule: "SM-1.2",
  },
  "global-outage": {
    title: "Global outage",
    detection: "More than 5 % of requests end in 5xx for more than 5 minutes",
    evidence: "Prometheus alert HighErrorRate",
    minimumSeverity: "P0",
    requires: atOnce,
    rule: "SM-1.3",
  },
  "critical-cve": {
    title: "Critical CVE",
    detection: "A zero-day vulnerability is being exploited",
    evidence: "A security scan or an outside disclosure",
    minimumSeverity: "P0",
    requires: atOnce,
    rule: "SM-1.4",
  },
  "database-failure": {
    title: "Database failure",
    detection: "The database takes no writes",
    evidence: "Connection errors, failed transactions",
    minimumSeverity: "P0",
    requires: atOnce,
    rule: "SM-1.5",
  },
};

const withinMinutes: Triggers = {
  "slo-breach": {
    title: "Latency objective missed",
    detection: "The 95th percentile of latency is above 2 s for more than 10 minutes",
    evidence: "Prometheus alert LatencySLOBreach",
    minimumSeverity: "P1",
    confirms: true,
    requires: urgent,
    rule: "SM-2.1",
  },
  "error-rate-spike": {
    title: "Error rate spike",
    detection: "More than 1 % of requests fail for more than 5 minutes",
    evidence: "Grafana dashboard, logs",
    minimumSeverity: "P1",
    confirms: true,
    requires: urgent,
    rule: "SM-2.2",
  },
  "policy-failures": {
    title: "Policy failures",
    detection: "More than 5 % of policy evaluations fail",
    evidence: "OPA logs, gaps in the audit trail",
    minimumSeverity: "P1",
    confirms: true,
    requires: urgent,
    rule: "SM-2.3",
  },
  "memory-leak": {
    title: "Memory leak",
    detection: "Memory use is above 90 % and still rising",
    evidence: "Pod metrics, kills for want of memory",
    minimumSeverity: "P1",
    confirms: true,
    requires: urgent,
    rule: "SM-2.4",
  },
  "cascading-failures": {
    title: "Cascading failures",
    detection: "Several services are degraded at once",
    evidence: "Metrics of the service mesh",
    minimumSeverity: "P1",
    confirms: true,
    requires: urgent,
    rule: "SM-2.5",
  },
};

const planned: Triggers = {
  "feature-regression": {
    title: "Feature regression",
    detection: "A critical feature does not work",
    evidence: "Reports of users, tests of the quality team",
    minimumSeverity: "P2",
    confirms: true,
    discussed: true,
    requires: afterDiscussion,
    rule: "SM-3.1",
  },
  "performance-degradation": {
    title: "Performance degradation",
    detection: "The 95th percentile of latency is half as much again as its baseline",
    evidence: "Metrics that keep rising",
    minimumSeverity: "P2",
    confirms: true,
    discussed: true,
    requires: afterDiscussion,
    rule: "SM-3.2",
  },
  "audit-trail-issues": {
    title: "Audit trail issues",
    detection: "Audit records are missing",
    evidence: "Gaps in the audit log",
    minimumSeverity: "P2",
    confirms: true,
    discussed: true,
    requires: afterDiscussion,
    rule: "SM-3.3",
  },
  "configuration-drift": {
    title: "Configuration drift",
    detection: "The configuration changed and nobody expected it",
    evidence: "Failed validations of the configuration",
    minimumSeverity: "P2",
    confirms: true,
    discussed: true,
    requires: afterDiscussion,
    rule: "SM-3.4",
  },
};

export const triggers: Triggers = { ...immediate, ...withinMinutes, ...planned };

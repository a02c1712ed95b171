import type { PackSource } from "#lib/domain/protocol/pack.ts";

type Steps = NonNullable<PackSource["plans"]>[string]["steps"];
type Evidence = NonNullable<PackSource["evidence"]>;

const withData = ["L2", "L3"];
const withAll = ["L3"];
const byHand = "What no registered action does is done by the lead and proved by what is handed in.";

const lanes = {
  application: { title: "Application and API", lead: "api-lead", rule: "PT-6.1" },
  infrastructure: { title: "Infrastructure", lead: "infrastructure-lead", rule: "PT-6.2" },
  data: { title: "Data", lead: "data-lead", scopes: withData, rule: "PT-6.3" },
  evidence: {
    title: "Evidence",
    lead: "data-lead",
    scopes: withAll,
    rule: "PT-6.4",
    reading: "Evidence and credentials are reached at the widest level alone, as the levels say.",
  },
  credentials: { title: "Credentials", lead: "security-lead", scopes: withAll, rule: "PT-6.5" },
};

const steps: Steps = [
  {
    id: "runtimes",
    title: "Redeploy control plane and workers in the target version",
    kind: "act",
    action: "application/rollback",
    with: { version: "{{baseline.release}}" },
    expectedSeconds: 5,
    idempotent: false,
    lane: "application",
    rule: "PT-6.1",
  },
  {
    id: "configuration",
    title: "Undo the drift of the configuration",
    kind: "act",
    action: "configuration/rollback",
    with: { tag: "{{baseline.configuration}}" },
    expectedSeconds: 3,
    idempotent: true,
    lane: "infrastructure",
    rule: "PT-6.2",
  },
  {
    id: "policy",
    title: "Undo the drift of the platform's policy",
    kind: "act",
    action: "policy/rollback",
    with: { tag: "{{baseline.policy}}" },
    expectedSeconds: 3,
    idempotent: true,
    lane: "infrastructure",
    rule: "PT-6.2",
  },
  {
    id: "schema",
    title: "Undo the unsafe change of the schema",
    kind: "act",
    action: "database/rollback",
    with: { schema: "{{baseline.schema}}" },
    expectedSeconds: 3,
    idempotent: false,
    lane: "data",
    scopes: withData,
    dataEffect: "What the newer schema alone could hold is dropped; a copy of it is kept first.",
    rule: "PT-6.3",
  },
  {
    id: "version",
    title: "The target version answers",
    kind: "verify",
    action: "application/version",
    with: { version: "{{baseline.release}}" },
    expectedSeconds: 2,
    idempotent: true,
    lane: "application",
    rule: "PT-6.1",
  },
  {
    id: "health",
    title: "Health endpoints answer, and every runtime has started",
    kind: "verify",
    action: "application/health",
    expectedSeconds: 2,
    idempotent: true,
    lane: "infrastructure",
    rule: "PT-6.2",
  },
  {
    id: "audit",
    title: "The audit trail is written again",
    kind: "verify",
    action: "application/audit",
    with: { minimum: "1" },
    expectedSeconds: 2,
    idempotent: true,
    lane: "evidence",
    scopes: withAll,
    rule: "PT-6.4",
  },
  {
    id: "audit-chain",
    title: "The audit trail is one unbroken chain",
    kind: "verify",
    action: "application/audit-chain",
    expectedSeconds: 2,
    idempotent: true,
    lane: "evidence",
    scopes: withAll,
    rule: "PT-12.1",
  },
  {
    id: "review",
    title: "The results are committed to the repository's reviews",
    kind: "verify",
    action: "platform/review",
    expectedSeconds: 2,
    idempotent: true,
    rule: "PT-8.5",
    reading: "What the platform itself says once more, red or green; the gates' own reports stand here.",
  },
];

const evidence: Evidence = {
  "endpoint-parity": {
    title: "Critical endpoints behave as specified",
    role: "api-lead",
    lane: "application",
    rule: "PT-6.1",
  },
  "runtime-start": {
    title: "Control plane and workers have started",
    role: "infrastructure-lead",
    lane: "infrastructure",
    rule: "PT-6.2",
  },
  idempotency: {
    title: "What is done twice happens once",
    role: "data-lead",
    lane: "data",
    scopes: withData,
    rule: "PT-6.3",
  },
  "repair-notes": {
    title: "Notes of the repair: migrations, projections, derived tables",
    role: "data-lead",
    lane: "data",
    scopes: withData,
    rule: "PT-7.1",
  },
  "tenant-isolation": {
    title: "Test of the tenants' isolation",
    role: "data-lead",
    lane: "data",
    scopes: withData,
    rule: "PT-7.1",
  },
  "chain-verification": {
    title: "What the verification of the evidence chain printed",
    role: "data-lead",
    lane: "evidence",
    scopes: withAll,
    action: "application/audit-chain",
    after: "rollback",
    rule: "PT-7.2",
    reading: "Only what was printed after the rollback tells of the chain as it is now (PT-12).",
  },
  "incident-links": {
    title: "The affected records, each annotated with this incident",
    role: "data-lead",
    lane: "evidence",
    scopes: withAll,
    rule: "PT-7.2",
    reading: "Nothing is rewritten: the annotations are entries of their own (PT-12).",
  },
  revocation: {
    title: "Exposed credentials are revoked",
    role: "security-lead",
    lane: "credentials",
    scopes: withAll,
    rule: "PT-6.5",
    reading: byHand,
  },
  "rotation-log": {
    title: "Log of the rotation of keys, tokens and secrets",
    role: "security-lead",
    lane: "credentials",
    scopes: withAll,
    rule: "PT-7.3",
  },
  "scope-summary": {
    title: "Summary of the scopes: least privilege, tenant by tenant",
    role: "security-lead",
    lane: "credentials",
    scopes: withAll,
    rule: "PT-7.3",
  },
};

const targets = {
  deployment: ["The deployment that was last good is confirmed", "PT-5.1"],
  migrations: ["The state of the migrations is confirmed", "PT-5.2"],
  configuration: ["The configuration of the environment is confirmed", "PT-5.3"],
  cutover: ["The cutover of evidence and event stream is confirmed", "PT-5.4"],
} as const;

/** The lanes of the rollback, what each does at which level, and what proves it. */
export const rollback = {
  lanes,
  plans: {
    rollback: {
      title: "Technical rollback",
      needs: [
        { id: "mode", title: "Rollback mode is declared", condition: { is: "mode-declared" }, rule: "PT-4" },
        ...Object.entries(targets).map(([target, [title, rule]]) => ({
          id: target,
          title,
          condition: { is: "target-confirmed" as const, target },
          rule,
        })),
      ],
      steps,
      reading: "The document names no order across the lanes: what runs first, the schema when it is unused.",
    },
  },
  authority: {
    startRollback: [
      {
        severities: ["SEV-1", "SEV-2"],
        by: ["commander"],
        mode: "act-first",
        reading: "The document names nobody who starts it; who coordinates the lanes does.",
      },
    ],
  },
  evidence,
  bundles: {
    cleanup: {
      title: "Cleanup, validated",
      evidence: Object.keys(evidence),
      rule: "PT-7",
      reading: "An area is asked at the levels that reach it.",
    },
  },
} satisfies Partial<PackSource>;

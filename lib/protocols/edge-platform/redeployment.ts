import type { PackSource } from "#lib/domain/protocol/pack.ts";

type Plans = NonNullable<PackSource["plans"]>;
type Steps = Plans[string]["steps"];
type Targets = NonNullable<PackSource["targets"]>;

const engineer = { role: "on-call-sre" };

/** The services, in the order they are redeployed: what takes requests in goes first, what shows them last. */
const services = [
  { id: "api-worker", by: "workers/redeploy", rule: "WP-4.1" },
  { id: "ingest-worker", by: "workers/redeploy", rule: "WP-4.2" },
  { id: "queue-consumer", by: "workers/redeploy", rule: "WP-4.3" },
  { id: "admin-pages", by: "pages/redeploy", rule: "WP-4.4" },
  { id: "user-portal", by: "pages/redeploy", rule: "WP-4.5" },
];

const targets: Targets = Object.fromEntries(
  services.map(({ id, rule }) => [
    id,
    { title: `Stable version of ${id}`, kind: "text", equals: "release", confirms: engineer, rule },
  ]),
);

const redeployments: Steps = services.map(({ id, by, rule }) => ({
  id,
  title: `Redeploy ${id} in its stable version`,
  kind: "act",
  action: by,
  with: { service: id, version: "{{baseline.release}}" },
  expectedSeconds: 5,
  idempotent: true,
  rule,
}));

const verifications: Steps = [
  {
    id: "health",
    title: "Every part is healthy",
    kind: "verify",
    action: "application/health",
    expectedSeconds: 2,
    idempotent: true,
    rule: "WP-4.6",
  },
  {
    id: "smoke",
    title: "The smoke tests pass again",
    kind: "verify",
    action: "application/smoke",
    expectedSeconds: 2,
    idempotent: true,
    rule: "WP-4.6",
  },
];

/** Back to the last good deployment, service by service. */
export const redeployment = {
  targets,
  plans: {
    redeploy: {
      title: "Redeploy the stable versions",
      needs: services.map(({ id }) => ({
        id,
        title: `The stable version of ${id} is identified`,
        condition: { is: "target-confirmed", target: id },
        rule: "WP-4",
      })),
      steps: [...redeployments, ...verifications],
      reading: "The document names no order: what takes requests in goes first.",
    },
  },
  authority: {
    startRollback: [
      {
        severities: ["SEV-1", "SEV-2", "SEV-3"],
        by: ["commander", "on-call-sre"],
        mode: "act-first",
        reading: "The document names no authority: whoever leads, or the engineer on call.",
      },
    ],
  },
} satisfies Partial<PackSource>;

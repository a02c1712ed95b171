import { join } from "node:path";
import { writeJsonFile } from "../../process/json-file.ts";
import type { ShopFolder } from "../shop-folder.ts";

type Parameter = { flag: string; name: string; pattern: string; description: string };
type Verb = {
  id: string;
  title: string;
  verb: string;
  parameters?: Parameter[];
  expectedSeconds: number;
  timeoutSeconds?: number;
  idempotent: boolean;
};

const version: Parameter = {
  flag: "--to",
  name: "version",
  pattern: "^\\d+\\.\\d+\\.\\d+$",
  description: "release to run",
};
const tag: Parameter = {
  flag: "--to",
  name: "tag",
  pattern: "^v\\d+\\.\\d+\\.\\d+$",
  description: "tag to return to",
};
const schema: Parameter = {
  flag: "--to",
  name: "schema",
  pattern: "^\\d{1,4}$",
  description: "schema version to return to",
};
const moment: Parameter = {
  flag: "--to",
  name: "moment",
  pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,6})?Z$",
  description: "time in UTC to return to",
};
const minutes: Parameter = {
  flag: "--lose-minutes",
  name: "minutes",
  pattern: "^[1-9]\\d{0,4}$",
  description: "most minutes of data that may be lost",
};
const maximum: Parameter = {
  flag: "--max",
  name: "maximum",
  pattern: "^(?:0(?:\\.\\d{1,6})?|1)$",
  description: "largest share of failed requests, from 0 to 1",
};

const minimum: Parameter = {
  flag: "--min",
  name: "minimum",
  pattern: "^[1-9]\\d{0,4}$",
  description: "fewest audit entries of the last 5 minutes",
};

const rollbacks: Verb[] = [
  {
    id: "application/rollback",
    title: "Switch the application back",
    verb: "rollback-application",
    parameters: [version],
    expectedSeconds: 5,
    idempotent: false,
  },
  {
    id: "configuration/rollback",
    title: "Restore the configuration",
    verb: "rollback-configuration",
    parameters: [tag],
    expectedSeconds: 3,
    idempotent: true,
  },
  {
    id: "policy/rollback",
    title: "Activate the earlier policy bundle",
    verb: "rollback-policy",
    parameters: [tag],
    expectedSeconds: 3,
    idempotent: true,
  },
  {
    id: "database/rollback",
    title: "Undo the database migration",
    verb: "rollback-database",
    parameters: [schema],
    expectedSeconds: 3,
    idempotent: false,
  },
  {
    id: "database/point-in-time",
    title: "Restore the database to a point in time",
    verb: "restore-database",
    parameters: [moment, minutes],
    expectedSeconds: 20,
    timeoutSeconds: 300,
    idempotent: false,
  },
];

const service: Parameter = {
  flag: "--service",
  name: "service",
  pattern: "^[a-z]+(-[a-z]+)*$",
  description: "service to redeploy",
};
const redeployment = {
  parameters: [service, version],
  expectedSeconds: 5,
  idempotent: true,
};
const redeployments: Verb[] = [
  { id: "workers/redeploy", title: "Pin a worker to a version", verb: "redeploy-worker", ...redeployment },
  {
    id: "pages/redeploy",
    title: "Make an earlier upload of a site current",
    verb: "redeploy-pages",
    ...redeployment,
  },
];

const check = { expectedSeconds: 2, idempotent: true };
const checks: Verb[] = [
  { id: "application/health", title: "Ask the shop for its health", verb: "check-health", ...check },
  {
    id: "application/version",
    title: "Ask which release answers",
    verb: "check-version",
    parameters: [{ ...version, flag: "--expect", description: "release that must answer" }],
    ...check,
  },
  {
    id: "application/smoke",
    title: "Read items, place an order, read it back",
    verb: "check-smoke",
    ...check,
  },
  {
    id: "application/errors",
    title: "Measure the error rate",
    verb: "check-errors",
    parameters: [maximum],
    ...check,
  },
  {
    id: "application/audit",
    title: "Count the latest audit entries",
    verb: "check-audit",
    parameters: [minimum],
    ...check,
  },
  {
    id: "application/audit-chain",
    title: "Verify the chain of the audit entries",
    verb: "check-audit-chain",
    ...check,
  },
  {
    id: "platform/review",
    title: "Commit the verification results to the platform's reviews",
    verb: "commit-review",
    ...check,
  },
  {
    id: "producer/alignment",
    title: "Compare release, schema, configuration and policy",
    verb: "producer-alignment",
    ...check,
  },
  {
    id: "producer/parity",
    title: "Compare what runs with what was published",
    verb: "producer-parity",
    ...check,
  },
  { id: "producer/smoke", title: "Run the producer's smoke tests", verb: "producer-smoke", ...check },
  {
    id: "consumer/pin",
    title: "Pin the consumer to a release",
    verb: "consumer-pin",
    parameters: [{ ...tag, flag: "--tag", description: "producer's tag to pin" }],
    ...check,
  },
  {
    id: "consumer/contract",
    title: "Run the consumer's contract tests",
    verb: "consumer-contract",
    ...check,
  },
  {
    id: "consumer/ci",
    title: "Run the consumer's pipeline",
    verb: "consumer-ci",
    expectedSeconds: 4,
    idempotent: true,
  },
];

/** Registers the shop's commands: the only way the console gets to run any of them. */
export function writeActionsFile(folder: ShopFolder): void {
  const control = join(import.meta.dirname, "..", "control.ts");
  const actions = [...rollbacks, ...redeployments, ...checks].map(
    ({ id, title, verb, parameters = [], expectedSeconds, timeoutSeconds = 60, idempotent }) => ({
      id,
      title,
      service: "storefront",
      environment: "production",
      executor: "command",
      argv: [
        process.execPath,
        control,
        verb,
        "--dir",
        folder.root,
        ...parameters.flatMap(({ flag, name }) => [flag, `{{${name}}}`]),
      ],
      cwd: folder.root,
      environmentVariables: {},
      parameters: Object.fromEntries(
        parameters.map(({ name, pattern, description }) => [name, { type: "text", pattern, description }]),
      ),
      timeoutSeconds,
      expectedSeconds,
      idempotent,
    }),
  );
  writeJsonFile(folder.actions, { actions: [...actions, ...decisionLogs(folder)] });
}

/** The console's own git brings each party its log: no program of the shop has a part in it. */
const decisionLogs = ({ records }: ShopFolder) =>
  Object.entries(records).map(([party, repository]) => ({
    id: `${party}/decision-log`,
    title: `Keep the decision log with the ${party}`,
    service: "storefront",
    environment: "production",
    executor: "git",
    repository,
    branch: "main",
    operation: { do: "commit-record", record: "decision-log", folder: "docs/decisions" },
    parameters: {},
    timeoutSeconds: 60,
    expectedSeconds: 2,
    idempotent: true,
  }));

import type { RegisteredAction } from "../action-schema.ts";
import { parameterPlaceholder } from "./parts.ts";

type Values = Readonly<Record<string, string | number>>;
type ActionOf<Executor extends RegisteredAction["executor"]> = Extract<
  RegisteredAction,
  { executor: Executor }
>;
type Without = "id" | "title" | "service" | "environment" | "parameters" | "expectedSeconds" | "idempotent";
type Filled<Executor extends RegisteredAction["executor"]> = Omit<ActionOf<Executor>, Without>;

export type ExpectedJson = { path: string; equals: string };
export type Remote = "http" | "check" | "git" | "kubernetes" | "cloudflare" | "github";
export type FilledAction<Executor extends Remote> = Filled<Executor>;
export type ResolvedAction =
  | { executor: "command"; argv: string[] }
  | { executor: "http-check"; url: string; expectedStatus: number; expectedJson: ExpectedJson[] }
  | { executor: "manual"; instructions: string }
  | { [Executor in Remote]: { executor: Executor; action: Filled<Executor> } }[Remote];

/** An action with every value in its place; inside an address a value stays one segment or one query value. */
export function resolvedBy(action: RegisteredAction, given: Values): ResolvedAction {
  const value = (name: string) => String(given[name]);
  const fill = (text: string) => text.replaceAll(parameterPlaceholder, (_, name: string) => value(name));
  const fillAddress = (text: string) =>
    text.replaceAll(parameterPlaceholder, (_, name: string) => encodeURIComponent(value(name)));
  const filled = <T>(part: T): T => fillTexts(part, fill, fillAddress);
  switch (action.executor) {
    case "command":
      return { executor: "command", argv: action.argv.map(fill) };
    case "http-check": {
      const expectedJson = action.expectedJson.map(({ path, equals }) => ({
        path,
        equals: fill(String(equals)),
      }));
      const { expectedStatus } = action;
      return { executor: "http-check", url: fillAddress(action.url), expectedStatus, expectedJson };
    }
    case "manual":
      return { executor: "manual", instructions: fill(action.instructions) };
    case "http":
      return { executor: "http", action: filled(action) };
    case "check":
      return { executor: "check", action: filled(action) };
    case "git":
      return { executor: "git", action: filled(action) };
    case "kubernetes":
      return { executor: "kubernetes", action: filled(action) };
    case "cloudflare":
      return { executor: "cloudflare", action: filled(action) };
    case "github":
      return { executor: "github", action: filled(action) };
  }
}

function fillTexts<T>(part: T, fill: (text: string) => string, fillAddress: (text: string) => string): T {
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return key === "url" ? fillAddress(value) : fill(value);
    if (Array.isArray(value)) return value.map((item) => walk(item, ""));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, name === "parameters" ? inner : walk(inner, name)]),
    );
  };
  return walk(part, "") as T;
}

/** What will be done as a list of words, as exactly as an argument list says it: whatever changes what happens is in it. */
export function wordsOf(resolved: ResolvedAction): string[] {
  switch (resolved.executor) {
    case "command":
      return resolved.argv;
    case "http-check": {
      const expected = resolved.expectedJson.map(({ path, equals }) => `${path}=${equals}`);
      return ["GET", resolved.url, `status=${resolved.expectedStatus}`, ...expected];
    }
    case "manual":
      return ["by-hand", resolved.instructions];
    case "http":
      return httpWords(resolved.action);
    case "check":
      return checkWords(resolved.action);
    case "git":
      return gitWords(resolved.action);
    case "kubernetes":
      return kubernetesWords(resolved.action);
    case "cloudflare":
      return cloudflareWords(resolved.action);
    case "github":
      return githubWords(resolved.action);
  }
}

type Asked = {
  url: string;
  headers: Record<string, string>;
  expectedStatus: number[];
  expectedJson: { path: string; equals: string | number | boolean }[];
};
const headerWords = ({ headers }: Asked) =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
const expectations = ({ expectedStatus, expectedJson }: Asked) => [
  `status=${expectedStatus.join("|")}`,
  ...expectedJson.map(({ path, equals }) => `${path}=${equals}`),
];

function httpWords(action: Filled<"http">): string[] {
  const { method, url, json, form } = action;
  const fields = Object.entries(form ?? {}).map(([name, value]) => `form ${name}=${value}`);
  const body = json === undefined ? fields : [`json ${JSON.stringify(json)}`];
  return [method, url, ...headerWords(action), ...body, ...expectations(action)];
}

function checkWords({ probe, everySeconds }: Filled<"check">): string[] {
  const again = everySeconds === undefined ? [] : [`every=${everySeconds}s`];
  switch (probe.kind) {
    case "http":
      return ["check", "GET", probe.url, ...headerWords(probe), ...expectations(probe), ...again];
    case "prometheus": {
      const { url, query, is, threshold, tokenFrom } = probe;
      const token = tokenFrom === undefined ? [] : [`token=${tokenFrom}`];
      return ["check", "prometheus", url, query, `${is}=${threshold}`, ...token, ...again];
    }
    case "tcp":
      return ["check", "tcp", `${probe.host}:${probe.port}`, ...again];
    case "sql": {
      const { addressFrom, query, values, is, than } = probe;
      return ["check", "sql", `database=${addressFrom}`, query, ...values, `${is}=${than}`, ...again];
    }
  }
}

function gitWords({ repository, branch, operation, author }: Filled<"git">): string[] {
  const place = [repository, `branch=${branch}`];
  const signed = `author=${author}`;
  switch (operation.do) {
    case "restore": {
      const pinned = operation.commit === undefined ? [] : [`commit=${operation.commit}`];
      return ["git", "restore", ...place, ...operation.paths, `tag=${operation.tag}`, ...pinned, signed];
    }
    case "commit-record":
      return ["git", "commit", ...place, operation.record, `folder=${operation.folder}`, signed];
  }
}

function kubernetesWords({ url, namespace, deployment, operation }: Filled<"kubernetes">): string[] {
  const words = ["kubernetes", operation.do, url, `namespace=${namespace}`, `deployment/${deployment}`];
  switch (operation.do) {
    case "rollout-undo": {
      const image = operation.image === undefined ? [] : [`image=${operation.image}`];
      return [...words, `to-revision=${operation.toRevision}`, ...image];
    }
    case "rollout-status":
      return words;
    case "set-image":
      return [...words, `${operation.container}=${operation.image}`];
    case "scale":
      return [...words, `replicas=${operation.replicas}`];
  }
}

function cloudflareWords({ url, account, operation }: Filled<"cloudflare">): string[] {
  const words = ["cloudflare", operation.do, url, `account=${account}`];
  switch (operation.do) {
    case "deploy-worker":
      return [...words, `script=${operation.script}`, `version=${operation.version}`];
    case "rollback-pages":
      return [...words, `project=${operation.project}`, `deployment=${operation.deployment}`];
  }
}

function githubWords(action: Filled<"github">): string[] {
  const { url, owner, repository, workflow, ref, inputs, commit, keyInput } = action;
  const given = Object.entries(inputs).map(([name, value]) => `${name}=${value}`);
  const pinned = commit === undefined ? [] : [`commit=${commit}`];
  const key = keyInput === undefined ? [] : [`key=${keyInput}`];
  return [
    "github",
    "dispatch",
    url,
    `${owner}/${repository}`,
    workflow,
    `ref=${ref}`,
    ...pinned,
    ...given,
    ...key,
  ];
}

import { z } from "zod";
import type { FilledAction } from "#lib/domain/rollback/actions/resolved.ts";
import { beginningOf } from "#lib/domain/whole-text.ts";
import type { OutgoingRequest } from "#lib/platform/outgoing-http.ts";
import { type Deed, failed, readJson } from "./deed.ts";

type Action = FilledAction<"cloudflare">;
type Ask = (
  method: OutgoingRequest["method"],
  path: string,
  what: string,
  body?: unknown,
) => Promise<unknown>;

const envelope = z.object({ success: z.literal(true), result: z.unknown() });
const deployments = z.object({
  deployments: z.array(
    z.object({
      id: z.string(),
      versions: z.array(z.object({ version_id: z.string(), percentage: z.number() })),
    }),
  ),
});
const pagesDeployment = z.object({
  id: z.string(),
  environment: z.string(),
  latest_stage: z.object({ name: z.string(), status: z.string() }),
});
const project = z.object({ canonical_deployment: z.object({ id: z.string() }).nullable() });

/** Puts a pinned version of a worker, or an earlier deployment of a site, before all traffic, and reads back that it is. */
export function doCloudflare(action: Action, deed: Deed): Promise<string> {
  const ask = openApi(action, deed);
  switch (action.operation.do) {
    case "deploy-worker":
      return deployWorker(action.operation, ask, deed);
    case "rollback-pages":
      return rollBackPages(action.operation, ask, deed);
  }
}

function openApi({ url, account, tokenFrom }: Action, deed: Deed): Ask {
  const headers = { authorization: `Bearer ${deed.secret(tokenFrom)}`, "content-type": "application/json" };
  const base = `${url.replace(/\/$/, "")}/accounts/${account}`;
  return async (method, path, what, body) => {
    const request = {
      method,
      url: base + path,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const changes = method !== "GET";
    const answer = await deed.ask(request, { changes });
    const read = envelope.safeParse(readJson(answer, [200], what));
    if (!read.success) throw failed(`${what}: the answer does not say that it succeeded`);
    return read.data.result;
  };
}

async function deployWorker(
  { script, version }: Extract<Action["operation"], { do: "deploy-worker" }>,
  ask: Ask,
  deed: Deed,
): Promise<string> {
  const place = `/workers/scripts/${encodeURIComponent(script)}`;
  await ask("GET", `${place}/versions/${encodeURIComponent(version)}`, `version ${version}`);
  const live = async () =>
    parsed(deployments, await ask("GET", `${place}/deployments`, "the deployments"), "the deployments")
      .deployments[0];
  if (isWhole(await live(), version)) return `version ${version} was live already`;
  const message = beginningOf(`Holdpoint ${deed.context.key ?? "action"}`, 100);
  const body = {
    strategy: "percentage",
    versions: [{ version_id: version, percentage: 100 }],
    annotations: { "workers/message": message },
  };
  await ask("POST", `${place}/deployments`, "the deployment", body);
  deed.begun();
  const now = await live();
  if (!isWhole(now, version))
    throw failed(`another version is live: ${now?.versions[0]?.version_id ?? "none"}`);
  return `version ${version} has all traffic (deployment ${now?.id})`;
}

const isWhole = (
  live: z.output<typeof deployments>["deployments"][number] | undefined,
  version: string,
): boolean =>
  live?.versions.length === 1 &&
  live.versions[0]?.version_id === version &&
  live.versions[0].percentage === 100;

async function rollBackPages(
  { project: name, deployment }: Extract<Action["operation"], { do: "rollback-pages" }>,
  ask: Ask,
  deed: Deed,
): Promise<string> {
  const place = `/pages/projects/${encodeURIComponent(name)}`;
  const inside = `${place}/deployments/${encodeURIComponent(deployment)}`;
  const target = parsed(
    pagesDeployment,
    await ask("GET", inside, `deployment ${deployment}`),
    "the deployment",
  );
  if (target.environment !== "production")
    throw failed(`${deployment} is a ${target.environment} deployment`);
  if (target.latest_stage.status !== "success")
    throw failed(`${deployment} was not built: ${target.latest_stage.name} is ${target.latest_stage.status}`);
  const live = async () =>
    parsed(project, await ask("GET", place, "the project"), "the project").canonical_deployment?.id ?? null;
  if ((await live()) === deployment) return `deployment ${deployment} was live already`;
  const made = parsed(
    pagesDeployment,
    await ask("POST", `${inside}/rollback`, "the rollback", {}),
    "the rollback",
  );
  deed.begun();
  const now = await live();
  if (now !== deployment && now !== made.id) throw failed(`another deployment is live: ${now ?? "none"}`);
  return `deployment ${deployment} is live`;
}

function parsed<T extends z.ZodType>(schema: T, value: unknown, what: string): z.output<T> {
  const read = schema.safeParse(value);
  if (!read.success) throw failed(`${what}: the answer is not of the documented form`);
  return read.data;
}

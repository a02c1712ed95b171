import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { FilledAction } from "#lib/domain/rollback/actions/resolved.ts";
import { type Deed, failed, neverStarted, readJson } from "./deed.ts";
import { awaitRollout, type Deployment, deployment, podTemplate } from "./kubernetes-rollout.ts";

type Action = FilledAction<"kubernetes">;
type Operation = Action["operation"];
const revisionOf = "deployment.kubernetes.io/revision";

const replicaSets = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        annotations: z.record(z.string(), z.string()).default({}),
        ownerReferences: z.array(z.object({ kind: z.string(), uid: z.string() })).default([]),
      }),
      spec: z.object({ template: podTemplate }),
    }),
  ),
});

/** Moves one Deployment as an API server does it for kubectl, and waits until the rollout is through. */
export async function doKubernetes(action: Action, deed: Deed): Promise<string> {
  const cluster = await openCluster(action, deed);
  const { operation } = action;
  const before = await cluster.read();
  if (before.spec.paused === true && operation.do !== "scale")
    throw failed("the deployment is paused; nothing would roll out until it is resumed");
  const changed = await change(operation, before, cluster, deed);
  const summary = await awaitRollout(changed ?? before, {
    deed,
    read: cluster.read,
    every: action.everySeconds,
  });
  return changed === null && operation.do !== "rollout-status" ? `nothing to change; ${summary}` : summary;
}

type Cluster = {
  read: () => Promise<Deployment>;
  replicaSets: () => Promise<z.output<typeof replicaSets>["items"]>;
  patch: (type: string, body: unknown, part?: "/scale") => Promise<void>;
};

async function openCluster(action: Action, deed: Deed): Promise<Cluster> {
  const token = await tokenOf(action, deed);
  const certificateAuthority = await authorityOf(action);
  const base = `${action.url.replace(/\/$/, "")}/apis/apps/v1/namespaces/${encodeURIComponent(action.namespace)}`;
  const place = `${base}/deployments/${encodeURIComponent(action.deployment)}`;
  const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
  const get = async (url: string, what: string) =>
    readJson(await deed.ask({ method: "GET", url, headers, certificateAuthority }), [200], what);
  return {
    read: async () => parsed(deployment, await get(place, "the deployment"), "the deployment"),
    replicaSets: async () => {
      const found = await get(`${base}/replicasets?limit=500`, "the replica sets");
      return parsed(replicaSets, found, "the replica sets").items;
    },
    patch: async (type, body, part) => {
      const request = {
        method: "PATCH" as const,
        url: `${place}${part ?? ""}?fieldManager=holdpoint`,
        headers: { ...headers, "content-type": type },
        body: JSON.stringify(body),
        certificateAuthority,
      };
      const answer = await deed.ask(request, { changes: true });
      readJson(answer, [200], "the change");
      deed.begun();
    },
  };
}

/** What the API server has after the change; null where it was so already. */
async function change(
  operation: Operation,
  before: Deployment,
  cluster: Cluster,
  deed: Deed,
): Promise<Deployment | null> {
  switch (operation.do) {
    case "rollout-status":
      return null;
    case "rollout-undo":
      if (!(await undo(operation, before, cluster, deed))) return null;
      break;
    case "set-image": {
      const { container, image } = operation;
      const present = before.spec.template.spec.containers.find(({ name }) => name === container);
      if (present === undefined) throw failed(`the deployment has no container ${container}`);
      if (present.image === image) return null;
      deed.say(`${container}: ${present.image} -> ${image}`);
      const template = { spec: { containers: [{ name: container, image }] } };
      await cluster.patch("application/strategic-merge-patch+json", { spec: { template } });
      break;
    }
    case "scale": {
      if (!/^\d{1,5}$/.test(operation.replicas))
        throw neverStarted("the number of replicas is not a whole number");
      const replicas = Number(operation.replicas);
      if (before.spec.replicas === replicas) return null;
      deed.say(`replicas: ${before.spec.replicas} -> ${replicas}`);
      await cluster.patch("application/merge-patch+json", { spec: { replicas } }, "/scale");
    }
  }
  return cluster.read();
}

/** The template of a numbered revision, without the label by which the controller tells its replica sets apart. */
async function undo(
  { toRevision, image }: Extract<Operation, { do: "rollout-undo" }>,
  before: Deployment,
  cluster: Cluster,
  deed: Deed,
): Promise<boolean> {
  if (!/^[1-9]\d{0,9}$/.test(toRevision)) throw neverStarted("the revision is not a whole number");
  const own = (await cluster.replicaSets()).filter(({ metadata }) =>
    metadata.ownerReferences.some(({ kind, uid }) => kind === "Deployment" && uid === before.metadata.uid),
  );
  const wanted = own.find(({ metadata }) => metadata.annotations[revisionOf] === toRevision);
  if (wanted === undefined) {
    // A revision that is rolled back to gets a new number: gone by its own, it may be what runs.
    if (image !== undefined && imagesOf(before.spec.template).includes(image)) return false;
    const known = own.map(({ metadata }) => metadata.annotations[revisionOf] ?? "?").sort();
    throw failed(`there is no revision ${toRevision}; there are ${known.join(", ") || "none"}`);
  }
  const { template } = wanted.spec;
  const images = imagesOf(template);
  if (image !== undefined && !images.includes(image))
    throw failed(`revision ${toRevision} runs ${images.join(", ")}, not ${image}`);
  if (before.metadata.annotations[revisionOf] === toRevision) return false;
  deed.say(
    `revision ${before.metadata.annotations[revisionOf] ?? "?"} -> ${toRevision} (${images.join(", ")})`,
  );
  const { "pod-template-hash": _, ...labels } = template.metadata.labels;
  const value = { ...template, metadata: { ...template.metadata, labels } };
  await cluster.patch("application/json-patch+json", [{ op: "replace", path: "/spec/template", value }]);
  return true;
}

const imagesOf = ({ spec }: z.output<typeof podTemplate>): string[] =>
  spec.containers.map((one) => one.image);

async function tokenOf({ tokenFrom, tokenFile }: Action, deed: Deed): Promise<string> {
  if (tokenFrom !== undefined) return deed.secret(tokenFrom);
  const token = await readFile(tokenFile ?? "", "utf8").catch(() => "");
  if (token.trim() === "") throw neverStarted(`there is no token in ${tokenFile}`);
  deed.hide(token.trim());
  return token.trim();
}

async function authorityOf({ certificateAuthorityFile: file }: Action): Promise<string | undefined> {
  if (file === undefined) return undefined;
  return readFile(file, "utf8").catch(() => {
    throw neverStarted(`there is no certificate in ${file}`);
  });
}

function parsed<T extends z.ZodType>(schema: T, value: unknown, what: string): z.output<T> {
  const read = schema.safeParse(value);
  if (!read.success) throw failed(`${what}: the answer is not of the form of apps/v1`);
  return read.data;
}

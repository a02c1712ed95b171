import type { Asked, Said } from "./local-server.ts";

type Container = { name: string; image: string };
type Template = { metadata: { labels: Record<string, string> }; spec: { containers: Container[] } };
type Behaviour = { isStuck?: boolean; isPaused?: boolean; isSlow?: boolean };
type Deployment = {
  generation: number;
  observed: number;
  replicas: number;
  revision: string;
  template: Template;
  isNew: number;
  isAvailable: number;
  rolls: boolean;
  revisions: Map<string, Template>;
};

const revisionOf = "deployment.kubernetes.io/revision";
const template = (image: string, hash: string): Template => ({
  metadata: { labels: { app: "storefront", "pod-template-hash": hash } },
  spec: {
    containers: [
      { name: "shop", image },
      { name: "proxy", image: "proxy:7" },
    ],
  },
});
const failure = (code: number, message: string): Said => ({
  status: code,
  json: { kind: "Status", code, message },
});
const withoutHash = ({ metadata, spec }: Template): Template => {
  const { "pod-template-hash": _, ...labels } = metadata.labels;
  return { metadata: { labels }, spec };
};

const badRelease = (): Deployment => ({
  generation: 7,
  observed: 7,
  replicas: 3,
  revision: "42",
  template: withoutHash(template("shop:1.5.0", "b2")),
  isNew: 3,
  isAvailable: 3,
  rolls: false,
  revisions: new Map([
    ["41", template("shop:1.4.2", "a1")],
    ["42", template("shop:1.5.0", "b2")],
  ]),
});

function shown(one: Deployment, { isStuck, isPaused }: Behaviour) {
  const isLate = isStuck === true && one.observed === one.generation && one.isNew < one.replicas;
  const reason = isLate ? "ProgressDeadlineExceeded" : "ReplicaSetUpdated";
  return {
    metadata: {
      uid: "uid-storefront",
      generation: one.generation,
      annotations: { [revisionOf]: one.revision },
    },
    spec: { replicas: one.replicas, paused: isPaused === true, template: one.template },
    status: {
      observedGeneration: one.observed,
      replicas: one.replicas,
      updatedReplicas: one.isNew,
      availableReplicas: one.isAvailable,
      conditions: [{ type: "Progressing", status: isLate ? "False" : "True", reason }],
    },
  };
}

/** What the controller does between two looks. */
function control(one: Deployment, { isSlow, isStuck }: Behaviour): void {
  if (one.observed < one.generation) {
    // Until now the status told of what was there before the change.
    one.observed = one.generation;
    one.isNew = one.rolls ? 0 : one.replicas;
    one.isAvailable = one.isNew;
    one.rolls = false;
  } else if (isSlow || isStuck) return;
  else if (one.isNew < one.replicas) one.isNew = one.replicas;
  else one.isAvailable = one.isNew;
}

function roll(one: Deployment, next: Template): void {
  one.template = next;
  one.generation += 1;
  one.rolls = true;
  one.revision = String(Math.max(...[...one.revisions.keys()].map(Number)) + 1);
  // As the controller does: a replica set whose template comes back gets the new number, and its old one is gone.
  const isSame = (known: Template) => JSON.stringify(withoutHash(known)) === JSON.stringify(next);
  const [reused] = [...one.revisions].find(([, known]) => isSame(known)) ?? [];
  const labels = { ...next.metadata.labels, "pod-template-hash": "c3" };
  one.revisions.set(one.revision, { ...next, metadata: { labels } });
  if (reused !== undefined) one.revisions.delete(reused);
}

/** Takes the three kinds of patch, each by its own media type; gives back why one is refused. */
function change(one: Deployment, { path, header, body }: Asked): Said | null {
  const type = header("content-type");
  if (path.endsWith("/scale")) {
    if (type !== "application/merge-patch+json") return failure(415, "unsupported media type");
    one.replicas = (JSON.parse(body) as { spec: { replicas: number } }).spec.replicas;
    one.generation += 1;
    return null;
  }
  if (type === "application/json-patch+json") {
    const [operation] = JSON.parse(body) as { op: string; path: string; value: Template }[];
    if (operation?.op !== "replace" || operation.path !== "/spec/template")
      return failure(422, "invalid patch");
    roll(one, operation.value);
    return null;
  }
  if (type !== "application/strategic-merge-patch+json") return failure(415, "unsupported media type");
  const given = (JSON.parse(body) as { spec: { template: Template } }).spec.template.spec.containers;
  const containers = one.template.spec.containers.map((known) => ({
    ...known,
    ...given.find(({ name }) => name === known.name),
  }));
  roll(one, { ...one.template, spec: { containers } });
  return null;
}

function replicaSets({ revisions }: Deployment): Said {
  const owned = (uid: string, revision: string, of: Template) => ({
    metadata: {
      name: `${uid}-${revision}`,
      annotations: { [revisionOf]: revision },
      ownerReferences: [{ kind: "Deployment", uid }],
    },
    spec: { template: of },
  });
  const own = [...revisions].map(([revision, of]) => owned("uid-storefront", revision, of));
  return { status: 200, json: { items: [...own, owned("uid-other", "99", template("x:1", "x"))] } };
}

/** An API server with one deployment, whose controller takes a step each time that it is read. */
export function openCluster(token: string, behaviour: Behaviour = {}) {
  const one = badRelease();
  const patches: { type: string; manager: string; path: string }[] = [];
  const base = "/apis/apps/v1/namespaces/shop";
  const place = `${base}/deployments/storefront`;
  const answer = (asked: Asked): Said => {
    if (asked.header("authorization") !== `Bearer ${token}`) return failure(401, "Unauthorized");
    if (asked.method === "PATCH" && [place, `${place}/scale`].includes(asked.path)) {
      const manager = asked.query.get("fieldManager") ?? "";
      patches.push({ type: asked.header("content-type"), manager, path: asked.path });
      return change(one, asked) ?? { status: 200, json: shown(one, behaviour) };
    }
    if (asked.method !== "GET") return failure(405, "the server does not allow this method");
    if (asked.path === `${base}/replicasets`) return replicaSets(one);
    if (asked.path !== place) return failure(404, "not found");
    const json = shown(one, behaviour);
    control(one, behaviour);
    return { status: 200, json };
  };
  const images = () =>
    Object.fromEntries(one.template.spec.containers.map(({ name, image }) => [name, image]));
  return {
    answer,
    patches,
    images,
    image: () => images().shop,
    labels: () => one.template.metadata.labels,
    replicas: () => one.replicas,
    revision: () => one.revision,
  };
}
export type Cluster = ReturnType<typeof openCluster>;

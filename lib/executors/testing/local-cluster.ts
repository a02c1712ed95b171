import type { Asked, Said } from "./local-server.ts";

type Container = { name: string; image: string };
type Template = { metadata: { labels: Record<string, string> }; spec: { containers: Container[] } };
type Behaviour = { isStuck?: boolean; isPaused?: boolean; isSlow?: boolean };

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

/** An API server with one deployment, whose controller takes a step each time that it is read. */
export function openCluster(token: string, behaviour: Behaviour = {}) {
  const revisions = new Map([
    ["41", template("shop:1.4.2", "a1")],
    ["42", template("shop:1.5.0", "b2")],
  ]);
  const patches: { type: string; manager: string; path: string }[] = [];
  const one = {
    generation: 7,
    observed: 7,
    replicas: 3,
    revision: "42",
    template: withoutHash(template("shop:1.5.0", "b2")),
    isNew: 3,
    isAvailable: 3,
  };
  const shown = () => ({
    metadata: {
      uid: "uid-storefront",
      generation: one.generation,
      annotations: { "deployment.kubernetes.io/revision": one.revision },
    },
    spec: { replicas: one.replicas, paused: behaviour.isPaused === true, template: one.template },
    status: {
      observedGeneration: one.observed,
      replicas: one.replicas,
      updatedReplicas: one.isNew,
      availableReplicas: one.isAvailable,
      conditions: [
        {
          type: "Progressing",
          status: behaviour.isStuck ? "False" : "True",
          reason:
            behaviour.isStuck && one.isNew < one.replicas ? "ProgressDeadlineExceeded" : "ReplicaSetUpdated",
        },
      ],
    },
  });
  const control = () => {
    if (one.observed < one.generation) one.observed = one.generation;
    else if (behaviour.isSlow || behaviour.isStuck) return;
    else if (one.isNew < one.replicas) one.isNew = one.replicas;
    else one.isAvailable = one.isNew;
  };
  const roll = (next: Template) => {
    one.template = next;
    one.generation += 1;
    one.isNew = 0;
    one.isAvailable = 0;
    one.revision = String(Math.max(...[...revisions.keys()].map(Number)) + 1);
    // As the controller does: a replica set whose template comes back gets the new number, and its old one is gone.
    const isSame = (known: Template) => JSON.stringify(withoutHash(known)) === JSON.stringify(next);
    const [reused] = [...revisions].find(([, known]) => isSame(known)) ?? [];
    const labels = { ...next.metadata.labels, "pod-template-hash": "c3" };
    revisions.set(one.revision, { ...next, metadata: { labels } });
    if (reused !== undefined) revisions.delete(reused);
  };
  const change = ({ path, header, body }: Asked): Said => {
    const type = header("content-type");
    if (path.endsWith("/scale")) {
      if (type !== "application/merge-patch+json") return failure(415, "unsupported media type");
      one.replicas = (JSON.parse(body) as { spec: { replicas: number } }).spec.replicas;
      one.generation += 1;
      one.isNew = one.replicas;
      one.isAvailable = one.replicas;
    } else if (type === "application/json-patch+json") {
      const [operation] = JSON.parse(body) as { op: string; path: string; value: Template }[];
      if (operation?.op !== "replace" || operation.path !== "/spec/template")
        return failure(422, "invalid patch");
      roll(operation.value);
    } else if (type === "application/strategic-merge-patch+json") {
      const given = (JSON.parse(body) as { spec: { template: Template } }).spec.template.spec.containers;
      const containers = one.template.spec.containers.map((known) => ({
        ...known,
        ...given.find(({ name }) => name === known.name),
      }));
      roll({ ...one.template, spec: { containers } });
    } else return failure(415, "unsupported media type");
    return { status: 200, json: shown() };
  };
  const owned = (uid: string, name: string, revision: string, of: Template) => ({
    metadata: {
      name,
      annotations: { "deployment.kubernetes.io/revision": revision },
      ownerReferences: [{ kind: "Deployment", uid }],
    },
    spec: { template: of },
  });
  const answer = (asked: Asked): Said => {
    if (asked.header("authorization") !== `Bearer ${token}`) return failure(401, "Unauthorized");
    const base = "/apis/apps/v1/namespaces/shop";
    const place = `${base}/deployments/storefront`;
    if (asked.method === "PATCH" && [place, `${place}/scale`].includes(asked.path)) {
      const type = asked.header("content-type");
      patches.push({ type, manager: asked.query.get("fieldManager") ?? "", path: asked.path });
      return change(asked);
    }
    if (asked.method !== "GET") return failure(405, "the server does not allow this method");
    if (asked.path === `${base}/replicasets`) {
      const own = [...revisions].map(([revision, of]) =>
        owned("uid-storefront", `s-${revision}`, revision, of),
      );
      return {
        status: 200,
        json: { items: [...own, owned("uid-other", "o-99", "99", template("x:1", "x"))] },
      };
    }
    if (asked.path !== place) return failure(404, "not found");
    const json = shown();
    control();
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

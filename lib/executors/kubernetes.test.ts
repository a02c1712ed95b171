import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { selfSignedCertificate } from "./testing/certificate.ts";
import { type Cluster, openCluster } from "./testing/local-cluster.ts";
import { carriedOut, openLocalServer } from "./testing/local-server.ts";

const token = "kube-token-of-the-test";
const closing: (() => void)[] = [];
beforeEach(() => {
  process.env.KUBE_TOKEN = token;
});
afterEach(() => {
  delete process.env.KUBE_TOKEN;
  for (const close of closing.splice(0)) close();
});

async function serve(cluster: Cluster) {
  const opened = await openLocalServer(cluster.answer);
  closing.push(opened.close);
  return opened.url;
}

const action = (url: string, operation: object, change: object = {}) => ({
  executor: "kubernetes",
  url,
  tokenFrom: "KUBE_TOKEN",
  namespace: "shop",
  deployment: "storefront",
  operation,
  everySeconds: 0.05,
  ...change,
});
const pinned = { revision: "41" };
const parameters = { revision: { type: "integer", minimum: 1, maximum: 1_000_000 } };
const undo = (url: string, change: object = {}) =>
  action(url, { do: "rollout-undo", toRevision: "{{revision}}", ...change }, { parameters });

describe("a rollout to a pinned revision", () => {
  it("puts that revision's template in place, without its hash, and waits until all of it is available", async () => {
    const cluster = openCluster(token);
    const result = await carriedOut(undo(await serve(cluster), { image: "shop:1.4.2" }), pinned);
    expect(result).toMatchObject({
      outcome: "succeeded",
      summary: "rolled out: 3 available, all of them new",
      mayStillRun: false,
    });
    expect(cluster.image()).toBe("shop:1.4.2");
    expect(cluster.patches).toMatchObject([{ type: "application/json-patch+json", manager: "holdpoint" }]);
    expect(cluster.labels()).toEqual({ app: "storefront" });
    expect(result.text).toContain("revision 42 -> 41 (shop:1.4.2, proxy:7)\n");
    expect(result.text).toContain("0 of 3 replicas are new");
    expect(JSON.stringify(result)).not.toContain(token);
  });

  it("is not done a second time where the first was, although its number has moved on", async () => {
    const cluster = openCluster(token);
    const url = await serve(cluster);
    await carriedOut(undo(url), pinned);
    expect(cluster.revision()).toBe("43");
    const again = await carriedOut(undo(url, { image: "shop:1.4.2" }), pinned);
    expect(again.summary).toBe("nothing to change; rolled out: 3 available, all of them new");
    const unnamed = await carriedOut(undo(url), pinned);
    expect(unnamed.summary).toBe("there is no revision 41; there are 42, 43");
    expect(cluster.patches).toHaveLength(1);
  });

  it.each([
    ["a revision that is gone", { do: "rollout-undo", toRevision: "7" }, "no revision 7; there are 41, 42"],
    [
      "another image than was pinned",
      { do: "rollout-undo", toRevision: "41", image: "shop:1.4.1" },
      "runs shop:1.4.2",
    ],
  ])("changes nothing for %s", async (_, operation, summary) => {
    const cluster = openCluster(token);
    const result = await carriedOut(action(await serve(cluster), operation));
    expect(result).toMatchObject({ outcome: "failed", mayStillRun: false });
    expect(result.summary).toContain(summary);
    expect(cluster.patches).toHaveLength(0);
  });

  it("never takes a revision of another deployment", async () => {
    const cluster = openCluster(token);
    const result = await carriedOut(undo(await serve(cluster)), { revision: "99" });
    expect(result.summary).toContain("there is no revision 99");
  });

  it("is a failure where the rollout exceeds its deadline, or the deployment is paused", async () => {
    const stuck = openCluster(token, { isStuck: true });
    expect((await carriedOut(undo(await serve(stuck)), pinned)).summary).toContain("progress deadline");
    const paused = openCluster(token, { isPaused: true });
    const result = await carriedOut(undo(await serve(paused)), pinned);
    expect(result.summary).toContain("the deployment is paused");
    expect(paused.patches).toHaveLength(0);
  });

  it("is in doubt when time is over while it rolls out", async () => {
    const cluster = openCluster(token, { isSlow: true });
    const result = await carriedOut({ ...undo(await serve(cluster)), timeoutSeconds: 8 }, pinned);
    expect(result).toMatchObject({ outcome: "timed-out", mayStillRun: true });
    expect(result.summary).toContain("0 of 3 replicas are new");
  });
});

describe("the other operations on a deployment", () => {
  it("set an image of one container and leave the others alone", async () => {
    const cluster = openCluster(token);
    const url = await serve(cluster);
    const image = { do: "set-image", container: "shop", image: "shop:1.4.2" };
    expect(await carriedOut(action(url, image))).toMatchObject({ outcome: "succeeded" });
    expect(cluster.images()).toEqual({ shop: "shop:1.4.2", proxy: "proxy:7" });
    expect((await carriedOut(action(url, image))).summary).toContain("nothing to change");
    const unknown = await carriedOut(action(url, { ...image, container: "other" }));
    expect(unknown.summary).toBe("the deployment has no container other");
    expect(cluster.patches).toHaveLength(1);
  });

  it("scale it, down to nothing too, and wait until it is so", async () => {
    const cluster = openCluster(token);
    const result = await carriedOut(action(await serve(cluster), { do: "scale", replicas: "0" }));
    expect(result.summary).toBe("rolled out: 0 available, all of them new");
    expect(cluster.replicas()).toBe(0);
  });

  it("ask for its status and change nothing", async () => {
    const cluster = openCluster(token);
    const result = await carriedOut(action(await serve(cluster), { do: "rollout-status" }));
    expect(result.summary).toBe("rolled out: 3 available, all of them new");
    expect(cluster.patches).toHaveLength(0);
  });

  it("are refused with a wrong token", async () => {
    const cluster = openCluster(token);
    const url = await serve(cluster);
    process.env.KUBE_TOKEN = "another";
    const result = await carriedOut(action(url, { do: "scale", replicas: "0" }));
    expect(result.summary).toBe("the deployment: answered 401, Unauthorized");
    expect(cluster.replicas()).toBe(3);
  });
});

describe("a cluster with its own authority", () => {
  it("is trusted with its certificate and the token of a file, and not without the certificate", async () => {
    const folder = mkdtempSync(join(tmpdir(), "holdpoint-cluster-"));
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    const path = (name: string) => join(folder, name);
    const keys = selfSignedCertificate();
    writeFileSync(path("certificate"), keys.cert);
    writeFileSync(path("token"), `${token}\n`);
    const cluster = openCluster(token);
    const opened = await openLocalServer(cluster.answer, (listener) => createServer(keys, listener), "https");
    closing.push(opened.close);
    const file = { tokenFrom: undefined, tokenFile: path("token") };
    const status = { do: "rollout-status" };
    const trusted = { ...file, certificateAuthorityFile: path("certificate") };
    expect(await carriedOut(action(opened.url, status, trusted))).toMatchObject({ outcome: "succeeded" });
    const distrusted = await carriedOut(action(opened.url, status, file));
    expect(distrusted).toMatchObject({ outcome: "failed", mayStillRun: false });
    expect(distrusted.summary).toContain("SELF_SIGNED");
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Asked, carriedOut, openLocalServer, type Said } from "./testing/local-server.ts";

const token = "cf-token-of-the-test";
const account = "023e105f4ecef8ad9ca31a8372d0c353";
const [stable, bad] = ["182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d"];
const closing: (() => void)[] = [];
beforeEach(() => {
  process.env.CF_TOKEN = token;
});
afterEach(() => {
  delete process.env.CF_TOKEN;
  for (const close of closing.splice(0)) close();
});

type Live = { version_id: string; percentage: number }[];
const ok = (result: unknown): Said => ({
  status: 200,
  json: { success: true, errors: [], messages: [], result },
});
const no = (status: number, message: string): Said => ({
  status,
  json: { success: false, errors: [{ code: 10000, message }], messages: [], result: null },
});

/** An account with one worker and one site, kept as their interface shows them; `change` plants what goes wrong. */
async function cloudflare(change: (asked: Asked) => Said | null = () => null) {
  const state = {
    live: [{ version_id: bad, percentage: 100 }] as Live,
    message: "",
    pages: "p-bad",
    deployments: 0,
  };
  const sites: Record<string, { environment: string; status: string }> = {
    "p-good": { environment: "production", status: "success" },
    "p-bad": { environment: "production", status: "success" },
    "p-unbuilt": { environment: "production", status: "failure" },
    "p-preview": { environment: "preview", status: "success" },
  };
  const site = (id: string) => {
    const known = sites[id];
    return (
      known && { id, environment: known.environment, latest_stage: { name: "deploy", status: known.status } }
    );
  };
  const workers = (asked: Asked, rest: string): Said => {
    if (asked.method === "GET" && rest.startsWith("/versions/"))
      return [stable, bad].includes(rest.slice(10))
        ? ok({ id: rest.slice(10) })
        : no(404, "version not found");
    if (rest !== "/deployments") return no(404, "no such route");
    if (asked.method === "GET")
      return ok({ deployments: [{ id: `d-${state.deployments}`, versions: state.live }] });
    if (asked.method !== "POST") return no(405, "method not allowed");
    const body = JSON.parse(asked.body) as {
      strategy?: string;
      versions?: Live;
      annotations?: Record<string, string>;
    };
    const sum = (body.versions ?? []).reduce((all, { percentage }) => all + percentage, 0);
    if (body.strategy !== "percentage" || sum !== 100) return no(400, "percentages must add up to 100");
    state.live = body.versions ?? [];
    state.message = body.annotations?.["workers/message"] ?? "";
    state.deployments += 1;
    return ok({ id: `d-${state.deployments}` });
  };
  const pages = (asked: Asked, rest: string): Said => {
    if (asked.method === "GET" && rest === "") return ok({ canonical_deployment: site(state.pages) });
    const [, id = "", roll = ""] = /^\/deployments\/([^/]+)(\/rollback)?$/.exec(rest) ?? [];
    const found = site(id);
    if (found === undefined) return no(404, "deployment not found");
    if (roll === "") return asked.method === "GET" ? ok(found) : no(405, "method not allowed");
    if (asked.method !== "POST") return no(405, "method not allowed");
    state.pages = id;
    return ok(found);
  };
  const opened = await openLocalServer((asked) => {
    if (asked.header("authorization") !== `Bearer ${token}`) return no(403, "Authentication error");
    const planted = change(asked);
    if (planted !== null) return planted;
    const worker = `/client/v4/accounts/${account}/workers/scripts/edge-api`;
    const project = `/client/v4/accounts/${account}/pages/projects/storefront`;
    if (asked.path.startsWith(worker)) return workers(asked, asked.path.slice(worker.length));
    if (asked.path.startsWith(project)) return pages(asked, asked.path.slice(project.length));
    return no(404, "no such route");
  });
  closing.push(opened.close);
  return { state, url: `${opened.url}/client/v4`, asked: opened.asked };
}

const action = (url: string, operation: object) => ({
  executor: "cloudflare",
  url,
  tokenFrom: "CF_TOKEN",
  account,
  operation,
  parameters: { pinned: { type: "text", pattern: "[a-z0-9-]+" } },
});
const worker = (url: string) =>
  action(url, { do: "deploy-worker", script: "edge-api", version: "{{pinned}}" });
const site = (url: string) =>
  action(url, { do: "rollback-pages", project: "storefront", deployment: "{{pinned}}" });

describe("a worker's pinned version", () => {
  it("gets all traffic, and is read back", async () => {
    const { state, url, asked } = await cloudflare();
    const result = await carriedOut(worker(url), { pinned: stable });
    expect(state).toMatchObject({
      live: [{ version_id: stable, percentage: 100 }],
      message: "Holdpoint run-1/step",
    });
    expect(result).toMatchObject({
      outcome: "succeeded",
      summary: `version ${stable} has all traffic (deployment d-1)`,
    });
    expect(JSON.stringify(result)).not.toContain(token);
    expect(asked.filter(({ method }) => method !== "GET")).toHaveLength(1);
  });

  it("is left alone where it is live, also the second time", async () => {
    const { state, url } = await cloudflare();
    await carriedOut(worker(url), { pinned: stable });
    expect((await carriedOut(worker(url), { pinned: stable })).summary).toBe(
      `version ${stable} was live already`,
    );
    expect(state.deployments).toBe(1);
  });

  it("changes nothing where it does not exist or the token is wrong", async () => {
    const { state, url } = await cloudflare();
    const unknown = await carriedOut(worker(url), { pinned: "no-such-version" });
    expect(unknown).toMatchObject({ outcome: "failed", mayStillRun: false });
    expect(unknown.summary).toContain("answered 404, version not found");
    process.env.CF_TOKEN = "another";
    expect((await carriedOut(worker(url), { pinned: stable })).summary).toContain(
      "answered 403, Authentication error",
    );
    expect(state.deployments).toBe(0);
  });

  it("is not believed where the interface says yes and did nothing", async () => {
    const { url } = await cloudflare(({ method }) => (method === "POST" ? ok({ id: "d-9" }) : null));
    const result = await carriedOut(worker(url), { pinned: stable });
    expect(result).toMatchObject({ outcome: "failed", summary: `another version is live: ${bad}` });
  });

  it("is in doubt where the answer to the change is lost", async () => {
    const { url } = await cloudflare(({ method }) => (method === "POST" ? { status: 504 } : null));
    expect(await carriedOut(worker(url), { pinned: stable })).toMatchObject({
      outcome: "failed",
      mayStillRun: true,
    });
  });
});

describe("a site's earlier deployment", () => {
  it("is live afterwards, and is left alone where it is", async () => {
    const { state, url, asked } = await cloudflare();
    const result = await carriedOut(site(url), { pinned: "p-good" });
    expect(result).toMatchObject({ outcome: "succeeded", summary: "deployment p-good is live" });
    expect(state.pages).toBe("p-good");
    expect((await carriedOut(site(url), { pinned: "p-good" })).summary).toContain("live already");
    expect(asked.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it.each([
    ["p-preview", "is a preview deployment"],
    ["p-unbuilt", "was not built: deploy is failure"],
    ["p-unknown", "answered 404"],
  ])("is not touched for %s", async (pinned, summary) => {
    const { state, url } = await cloudflare();
    const result = await carriedOut(site(url), { pinned });
    expect(result.outcome).toBe("failed");
    expect(result.summary).toContain(summary);
    expect(state.pages).toBe("p-bad");
  });
});

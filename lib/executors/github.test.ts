import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Asked, carriedOut, openLocalServer, type Said } from "./testing/local-server.ts";

const token = "gh-token-of-the-test";
const closing: (() => void)[] = [];
beforeEach(() => {
  process.env.GH_TOKEN = token;
});
afterEach(() => {
  delete process.env.GH_TOKEN;
  for (const close of closing.splice(0)) close();
});

type Run = { id: number; title: string; asked: number; conclusion: string; inputs: Record<string, string> };
const no = (status: number, message: string): Said => ({ status, json: { message } });

/** A repository with one workflow whose runs are done when they have been asked for three times. */
async function github(change: (asked: Asked) => Said | null = () => null) {
  const runs: Run[] = [];
  const state = { runs, conclusion: "success", sha: "c0ffee", isOld: false };
  const shown = ({ id, title, asked, conclusion }: Run) => ({
    id,
    display_title: title,
    head_sha: state.sha,
    html_url: `https://github.example.com/runs/${id}`,
    status: asked < 3 ? "in_progress" : "completed",
    conclusion: asked < 3 ? null : conclusion,
  });
  const dispatch = ({ body }: Asked): Said => {
    const { ref, inputs, return_run_details } = JSON.parse(body) as {
      ref?: string;
      inputs?: Record<string, string>;
      return_run_details?: boolean;
    };
    if (ref !== "v1.4.2") return no(422, `No ref found for: ${ref}`);
    if (Object.keys(inputs ?? {}).some((name) => !["version", "holdpoint"].includes(name)))
      return no(422, "Unexpected inputs provided");
    const id = 100 + runs.length;
    const title = `Roll back (${inputs?.holdpoint ?? "by hand"})`;
    runs.push({ id, title, asked: 0, conclusion: state.conclusion, inputs: inputs ?? {} });
    return return_run_details === true && !state.isOld
      ? { status: 200, json: { workflow_run_id: id } }
      : { status: 204 };
  };
  const opened = await openLocalServer((asked) => {
    if (asked.header("authorization") !== `Bearer ${token}`) return no(401, "Bad credentials");
    if (asked.header("x-github-api-version") !== "2022-11-28") return no(400, "unsupported version");
    const planted = change(asked);
    if (planted !== null) return planted;
    const path = asked.path.replace("/repos/acme/shop", "");
    if (path.startsWith("/actions/workflows/") && !path.includes("/rollback.yml/"))
      return no(404, "Not Found");
    const one = /^\/actions\/runs\/(\d+)$/.exec(path);
    if (path === "/actions/workflows/rollback.yml/dispatches")
      return asked.method === "POST" ? dispatch(asked) : no(405, "method");
    if (asked.method !== "GET") return no(405, "method");
    if (path === "/actions/workflows/rollback.yml/runs")
      return { status: 200, json: { workflow_runs: runs.map(shown).reverse() } };
    if (path === "/commits/v1.4.2") return { status: 200, json: { sha: state.sha } };
    const run = runs.find(({ id }) => id === Number(one?.[1]));
    if (run === undefined) return no(404, "Not Found");
    run.asked += 1;
    return { status: 200, json: shown(run) };
  });
  closing.push(opened.close);
  return { state, url: opened.url };
}

const workflow = (url: string, change: object = {}) => ({
  executor: "github",
  url,
  tokenFrom: "GH_TOKEN",
  owner: "acme",
  repository: "shop",
  workflow: "rollback.yml",
  ref: "v{{version}}",
  inputs: { version: "{{version}}" },
  keyInput: "holdpoint",
  everySeconds: 0.05,
  parameters: { version: { type: "text", pattern: "\\d+\\.\\d+\\.\\d+" } },
  ...change,
});
const version = { version: "1.4.2" };

describe("a dispatched workflow", () => {
  it("is followed to its end, with the step's key among its inputs", async () => {
    const { state, url } = await github();
    const result = await carriedOut(workflow(url), version);
    expect(result).toMatchObject({ outcome: "succeeded", summary: "run 100 succeeded" });
    expect(state.runs).toMatchObject([{ asked: 3, inputs: { version: "1.4.2", holdpoint: "run-1/step" } }]);
    expect(result.text).toContain(
      "https://github.example.com/runs/100\nrun 100 is in_progress\nrun 100 is completed",
    );
    expect(JSON.stringify(result)).not.toContain(token);
  });

  it("that fails is a failure, and a second try begins another run", async () => {
    const { state, url } = await github();
    state.conclusion = "failure";
    expect((await carriedOut(workflow(url), version)).summary).toBe("run 100 ended: failure");
    state.conclusion = "success";
    expect((await carriedOut(workflow(url), version)).summary).toBe("run 101 succeeded");
  });

  it("that this step began before is followed and not begun again; another step's is left alone", async () => {
    const { state, url } = await github();
    await carriedOut(workflow(url), version, { key: "run-1/step-2" });
    expect((await carriedOut(workflow(url), version)).summary).toBe("run 101 succeeded");
    const again = await carriedOut(workflow(url), version);
    expect(again.text).toContain("run 101 of this step was found");
    expect(state.runs).toHaveLength(2);
  });

  it("is known by its key to a server that does not say which run it began, and else is in doubt", async () => {
    const { state, url } = await github();
    state.isOld = true;
    expect((await carriedOut(workflow(url), version)).summary).toBe("run 100 succeeded");
    const unknown = await carriedOut(workflow(url, { keyInput: undefined }), version);
    expect(unknown).toMatchObject({ outcome: "failed", mayStillRun: true });
  });

  it("is in doubt when time is over before it is", async () => {
    const { state, url } = await github(({ path }) =>
      path.startsWith("/repos/acme/shop/actions/runs/")
        ? {
            status: 200,
            json: { id: 100, status: "queued", conclusion: null, head_sha: "c0ffee", html_url: "x" },
          }
        : null,
    );
    const result = await carriedOut(workflow(url, { timeoutSeconds: 1 }), version);
    expect(result).toMatchObject({ outcome: "timed-out", mayStillRun: true });
    expect(state.runs).toHaveLength(1);
  });

  it("is asked for again while its end cannot be asked for", async () => {
    let refused = 0;
    const { url } = await github(({ path }) =>
      path.includes("/actions/runs/") && refused++ < 1 ? { status: 503 } : null,
    );
    const result = await carriedOut(workflow(url), version);
    expect(result).toMatchObject({ outcome: "succeeded" });
    expect(result.text).toContain("answered 503; asked again");
  });

  it.each([
    ["a tag that was moved", { commit: "decaf" }, "v1.4.2 is commit c0ffee, not decaf"],
    [
      "an input that the workflow does not take",
      { inputs: { version: "{{version}}", force: "yes" } },
      "Unexpected inputs",
    ],
    ["a ref that is not there", { ref: "v{{version}}-x" }, "No ref found for: v1.4.2-x"],
    ["a workflow that is not there", { workflow: "other.yml", keyInput: undefined }, "answered 404"],
  ])("is not begun for %s", async (_, change, summary) => {
    const { state, url } = await github();
    const result = await carriedOut(workflow(url, change), version);
    expect(result).toMatchObject({ outcome: "failed", mayStillRun: false });
    expect(result.summary).toContain(summary);
    expect(state.runs).toHaveLength(0);
  });

  it("is not begun with a wrong token", async () => {
    const { state, url } = await github();
    process.env.GH_TOKEN = "another";
    expect((await carriedOut(workflow(url), version)).summary).toContain("answered 401, Bad credentials");
    expect(state.runs).toHaveLength(0);
  });
});

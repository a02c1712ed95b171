import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { baselineProbe } from "#lib/domain/checkpoint/baseline-probe.ts";
import { openOutgoingHttp } from "#lib/platform/outgoing-http.ts";
import { readValue } from "./read-value.ts";
import { type LocalServer, openLocalServer } from "./testing/local-server.ts";

async function reads(from: object) {
  const probe = baselineProbe.parse({ service: "kernel", environment: "production", value: "sha", from });
  const http = openOutgoingHttp({ allowedHosts: ["127.0.0.1"] });
  try {
    return await readValue(probe, { http, secrets: [], onOutput: () => undefined });
  } finally {
    await http.close();
  }
}

describe("[MKD-1] a value read from git", () => {
  let repository = "";
  let [first, second] = ["", ""];
  beforeAll(() => {
    repository = mkdtempSync(join(tmpdir(), "holdpoint probe "));
    const git = (...words: string[]) =>
      execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", ...words], {
        cwd: repository,
        encoding: "utf8",
      }).trim();
    git("init", "--quiet", "--initial-branch=main");
    git("commit", "--quiet", "--allow-empty", "-m", "one");
    git("tag", "v0.9.0");
    first = git("rev-parse", "HEAD");
    git("commit", "--quiet", "--allow-empty", "-m", "two");
    git("tag", "--annotate", "-m", "ten", "v0.10.0");
    second = git("rev-parse", "HEAD");
  });
  afterAll(() => rmSync(repository, { recursive: true, force: true }));

  it("is the commit of a branch, and of a tag, be it annotated or not", async () => {
    const commitOf = (name: string) => reads({ kind: "git", repository, commitOf: name });
    expect(await commitOf("main")).toEqual({ ok: true, value: second });
    expect(await commitOf("v0.9.0")).toEqual({ ok: true, value: first });
    expect(await commitOf("v0.10.0")).toEqual({ ok: true, value: second });
  });

  it("is the newest tag by its version, not by its letters", async () => {
    expect(await reads({ kind: "git", repository, newestTag: "v*" })).toEqual({ ok: true, value: "v0.10.0" });
  });

  it("is gone where the repository answers and does not have it", async () => {
    expect(await reads({ kind: "git", repository, commitOf: "v0.11.0" })).toEqual({ ok: true, value: null });
    expect(await reads({ kind: "git", repository, newestTag: "w*" })).toEqual({ ok: true, value: null });
  });

  it("is unknown, not gone, where the repository does not answer", async () => {
    const nowhere = await reads({ kind: "git", repository: "/nowhere/at/all", commitOf: "main" });
    expect(nowhere).toMatchObject({ ok: false, why: expect.stringContaining("ls-remote") });
  });
});

describe("[MKD-1] a value read over HTTP", () => {
  let server: LocalServer;
  beforeAll(async () => {
    const answers: Record<string, { status: number; text?: string; json?: unknown }> = {
      "/version": { status: 200, text: "api.v1\n" },
      "/contract": { status: 200, json: { api: { version: "api.v1", parts: [1] } } },
      "/page": { status: 200, text: "<html>\n<body>" },
      "/empty": { status: 200, text: "" },
    };
    server = await openLocalServer(({ path }) => answers[path] ?? { status: 404, text: "no such page" });
  });
  afterAll(() => server.close());
  const from = (path: string, place?: string) =>
    reads({ kind: "http", url: `${server.url}${path}`, ...(place === undefined ? {} : { path: place }) });

  it("is the whole text, or what stands at its place in a JSON answer", async () => {
    expect(await from("/version")).toEqual({ ok: true, value: "api.v1" });
    expect(await from("/contract", "api.version")).toEqual({ ok: true, value: "api.v1" });
  });

  it.each([
    ["another status", "/gone", undefined, "expected status 200, got 404"],
    ["a page of several lines", "/page", undefined, "on one line"],
    ["an empty answer", "/empty", undefined, "on one line"],
    ["no such place", "/contract", "api.name", "no single value at api.name"],
    ["a place with a list", "/contract", "api.parts", "no single value at api.parts"],
    ["an answer that is not JSON", "/version", "api.version", "not JSON"],
  ])("is unknown, and the reason said, with %s", async (_, path, place, why) => {
    expect(await from(path, place)).toEqual({ ok: false, why: expect.stringContaining(why) });
  });
});

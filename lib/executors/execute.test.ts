import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { parseActionsFile, type RegisteredAction } from "#lib/domain/rollback/action.ts";
import { openOutgoingHttp } from "#lib/platform/outgoing-http.ts";
import { type ExecutionContext, execute } from "./execute.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function web(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function registered(action: object): RegisteredAction {
  const shared = { title: "t", service: "shop", environment: "test", timeoutSeconds: 5, expectedSeconds: 1 };
  const file = parseActionsFile({ actions: [{ id: "a/b", idempotent: true, ...shared, ...action }] });
  if (!file.ok || !file.actions[0]) throw new Error(JSON.stringify(file));
  return file.actions[0];
}

async function run(
  action: RegisteredAction,
  values: Record<string, string>,
  change: Partial<ExecutionContext> = {},
) {
  const texts: string[] = [];
  const http = openOutgoingHttp({ allowedHosts: ["127.0.0.1"] });
  closing.push(() => http.close());
  const onOutput = ({ text }: { text: string }) => texts.push(text);
  const result = await execute(action, values, { http, onOutput, secrets: [], ...change });
  return { ...result, text: texts.join("") };
}

const parameters = { version: { type: "text", pattern: "\\d+\\.\\d+\\.\\d+" } };
const check = (url: string, change: object = {}) => registered({ executor: "http-check", url, ...change });

describe("a registered command", () => {
  const command = (change: object) =>
    registered({
      executor: "command",
      cwd: "/",
      argv: ["/bin/echo", "to", "{{version}}"],
      parameters,
      ...change,
    });

  it("runs with its values in place", async () => {
    const result = await run(command({}), { version: "1.4.2" });
    expect(result).toMatchObject({ outcome: "succeeded", exitCode: 0, text: "to 1.4.2\n", hasStarted: true });
  });

  it("is refused, and nothing runs, where a value is not one that it takes", async () => {
    const result = await run(command({}), { version: "--help" });
    expect(result).toMatchObject({ outcome: "refused", hasStarted: false, exitCode: null });
    expect(result.summary).toContain("version: must not begin with -");
  });

  it("gets its own variables and the attempt's, and shows none that is named like a secret", async () => {
    const environmentVariables = { API_TOKEN: "hunter2hunter2", REGION: "north" };
    const action = command({ argv: ["/usr/bin/env"], parameters: {}, environmentVariables });
    const { text } = await run(action, {}, { environment: { HOLDPOINT_ATTEMPT: "run-1" } });
    expect(text).toContain("API_TOKEN=[redacted]\n");
    expect(text).toContain("REGION=north\n");
    expect(text).toContain("HOLDPOINT_ATTEMPT=run-1\n");
  });

  it("gets a variable of the worker that it names, shows it nowhere, and does not start without it", async () => {
    const change = { argv: ["/usr/bin/env"], parameters: {}, variablesFrom: ["DEPLOY_PLACE"] };
    expect(await run(command(change), {})).toMatchObject({ outcome: "refused", hasStarted: false });
    process.env.DEPLOY_PLACE = "a-place-that-nobody-sees";
    try {
      const { text, tail } = await run(command(change), {});
      expect(text).toContain("DEPLOY_PLACE=[redacted]\n");
      expect(text + tail).not.toContain("a-place");
    } finally {
      delete process.env.DEPLOY_PLACE;
    }
    expect(() => command({ ...change, variablesFrom: ["HOLDPOINT_SECRET"] })).toThrow(/console's own/);
  });

  it("ends when its time is over", async () => {
    const argv = ["/bin/sleep", "600"];
    const result = await run(command({ argv, parameters: {}, timeoutSeconds: 1 }), {});
    expect(result).toMatchObject({ outcome: "timed-out", exitCode: null });
  });
});

describe("a registered check over HTTP", () => {
  const json =
    (body: unknown, status = 200): RequestListener =>
    (_, response) =>
      void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

  it("succeeds when the status and every named value are as expected, and logs what it found", async () => {
    const origin = await web(json({ status: "ok", release: { schema: 42 }, items: [{ name: "tea" }] }));
    const expectedJson = [
      { path: "status", equals: "ok" },
      { path: "release.schema", equals: 42 },
      { path: "items.0.name", equals: "tea" },
    ];
    const result = await run(check(`${origin}/health`, { expectedJson }), {});
    expect(result).toMatchObject({ outcome: "succeeded", exitCode: null, containment: null });
    expect(result.text).toContain(
      `GET ${origin}/health\nanswered 200\nstatus is "ok"\nrelease.schema is 42\n`,
    );
  });

  it("compares with the value that was asked for", async () => {
    const origin = await web(json({ version: "1.5.0" }));
    const expectedJson = [{ path: "version", equals: "{{version}}" }];
    const action = check(`${origin}/version`, { parameters, expectedJson });
    expect(await run(action, { version: "1.5.0" })).toMatchObject({ outcome: "succeeded" });
    const failed = await run(action, { version: "1.4.2" });
    expect(failed).toMatchObject({
      outcome: "failed",
      summary: 'expected version to be 1.4.2, found "1.5.0"',
    });
  });

  it.each([
    ["another status", json({ status: "ok" }, 503), "expected status 200, got 503"],
    ["an absent value", json({}), "expected status to be ok, found nothing"],
    ["an object for a value", json({ status: { ok: true } }), "found no single value"],
    ["no JSON", ((_, response) => void response.end("<html>")) as RequestListener, "the answer is not JSON"],
    ["too much", json({ status: "ok", rest: "x".repeat(300_000) }), "larger than 256 KiB"],
    [
      "a body cut short",
      ((_, r) =>
        void r
          .writeHead(200, { "content-length": "99" })
          .end('{"status":"ok"}', () => r.destroy())) as RequestListener,
      "did not arrive whole",
    ],
  ])("fails on %s, saying what was found", async (_, listener, summary) => {
    const origin = await web(listener);
    const result = await run(check(origin, { expectedJson: [{ path: "status", equals: "ok" }] }), {});
    expect(result.outcome).toBe("failed");
    expect(result.summary).toContain(summary);
  });

  it("reads own values only", async () => {
    const origin = await web(json({}));
    const action = check(origin, { expectedJson: [{ path: "constructor.name", equals: "Object" }] });
    expect(await run(action, {})).toMatchObject({ outcome: "failed" });
  });

  it("times out on a server that hangs, is cancelled with its step, and asks no host that is not allowed", async () => {
    const cancel = new AbortController();
    const hanging = await web(() => undefined);
    expect(await run(check(hanging, { timeoutSeconds: 1 }), {})).toMatchObject({ outcome: "timed-out" });
    const cancelling = await web(() => cancel.abort());
    expect(await run(check(cancelling), {}, { signal: cancel.signal })).toMatchObject({
      outcome: "cancelled",
    });
    const elsewhere = await run(check(hanging.replace("127.0.0.1", "localhost")), {});
    expect(elsewhere).toMatchObject({ outcome: "failed" });
    expect(elsewhere.summary).toContain("may not be reached");
  });

  it("shows no secret that a server sends back", async () => {
    const origin = await web(json({ status: "hunter2hunter2" }));
    const action = check(origin, { expectedJson: [{ path: "status", equals: "ok" }] });
    const result = await run(action, {}, { secrets: ["hunter2hunter2"] });
    expect(result.summary).toBe('expected status to be ok, found "[redacted]"');
    expect(JSON.stringify(result)).not.toContain("hunter2");
  });
});

describe("a manual action", () => {
  it("waits for a person, whom it tells what to do", async () => {
    const action = registered({ executor: "manual", instructions: "Move {{version}} by hand.", parameters });
    expect(await run(action, { version: "1.4.2" })).toMatchObject({
      outcome: "awaits-person",
      summary: "Move 1.4.2 by hand.",
      hasStarted: false,
      text: "Move 1.4.2 by hand.\n",
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commandLine, resolveCommand } from "#lib/domain/rollback/action.ts";
import { type Asked, carriedOut, openLocalServer, registered, type Said } from "./testing/local-server.ts";

const secret = "s3cret-of-the-flag-service";
const closing: (() => void)[] = [];
beforeEach(() => {
  process.env.FLAGS_TOKEN = secret;
});
afterEach(() => {
  delete process.env.FLAGS_TOKEN;
  for (const close of closing.splice(0)) close();
});

async function server(answer: (asked: Asked) => Said | null) {
  const opened = await openLocalServer(answer);
  closing.push(opened.close);
  return opened;
}

const parameters = { flag: { type: "text", pattern: "[^/]*" } };
const flag = (url: string, change: object = {}) => ({
  executor: "http",
  method: "PUT",
  url: `${url}/flags/{{flag}}`,
  headers: { Authorization: "Bearer {{env.FLAGS_TOKEN}}" },
  json: { enabled: false, note: "off: {{flag}}", nested: [{ key: "{{env.FLAGS_TOKEN}}" }] },
  expectedStatus: [200, 204],
  parameters,
  ...change,
});

/** Keeps flags; refuses another token, method or body. */
function flags() {
  const state = new Map([["checkout", true]]);
  const answer = ({ method, path, header, body }: Asked): Said => {
    if (header("authorization") !== `Bearer ${secret}`) return { status: 401, json: { message: "who?" } };
    if (method !== "PUT") return { status: 405 };
    if (header("content-type") !== "application/json") return { status: 415 };
    const { enabled } = JSON.parse(body) as { enabled?: unknown };
    if (typeof enabled !== "boolean") return { status: 422, json: { message: "enabled is missing" } };
    state.set(path.replace("/flags/", ""), enabled);
    return { status: 200, json: { enabled, seen: header("authorization") } };
  };
  return { state, answer };
}

describe("a registered request", () => {
  it("changes what it says, with its secret and its key, and shows the secret nowhere", async () => {
    const { state, answer } = flags();
    const { url, asked } = await server(answer);
    const action = flag(url, {
      expectedJson: [
        { path: "enabled", equals: false },
        { path: "seen", equals: "x" },
      ],
    });
    const result = await carriedOut(action, { flag: "checkout" });
    expect(state.get("checkout")).toBe(false);
    expect(JSON.parse(asked[0]?.body ?? "")).toEqual({
      enabled: false,
      note: "off: checkout",
      nested: [{ key: secret }],
    });
    expect(asked[0]?.header("idempotency-key")).toBe("run-1/step");
    expect(result).toMatchObject({ outcome: "failed", mayStillRun: false });
    expect(result.text).toContain('seen is "Bearer [redacted]"');
    expect(JSON.stringify(result)).not.toContain(secret);
  });

  it("is previewed as exactly what is sent, its secret by name alone", async () => {
    const action = registered(flag("https://flags.example.com"));
    const resolved = resolveCommand(action, { flag: "check out" });
    expect(resolved.ok && commandLine(resolved.argv)).toBe(
      "PUT https://flags.example.com/flags/check%20out 'Authorization: Bearer {{env.FLAGS_TOKEN}}' " +
        `'json {"enabled":false,"note":"off: check out","nested":[{"key":"{{env.FLAGS_TOKEN}}"}]}' 'status=200|204'`,
    );
  });

  it("sends nothing where the worker has no such secret, or a value names one", async () => {
    const { url, asked } = await server(flags().answer);
    const value = await carriedOut(flag(url), { flag: "{{env.FLAGS_TOKEN}}" });
    expect(value).toMatchObject({ outcome: "refused", hasStarted: false });
    delete process.env.FLAGS_TOKEN;
    const absent = await carriedOut(flag(url), { flag: "checkout" });
    expect(absent).toMatchObject({
      outcome: "refused",
      hasStarted: false,
      summary: "never started: the worker's environment has no FLAGS_TOKEN",
    });
    expect(asked).toHaveLength(0);
  });

  it.each(["HOLDPOINT_SECRET", "WORKER_DATABASE_URL"])("may not name the console's own %s", (name) => {
    expect(() => registered(flag("https://x.example.com", { headers: { A: `{{env.${name}}}` } }))).toThrow(
      /not among the console's own/,
    );
  });

  it("may not hold a secret in its address, a body in a GET, or two bodies", () => {
    expect(() => registered(flag("https://x.example.com/{{env.FLAGS_TOKEN}}"))).toThrow(/{{name}} only/);
    expect(() => registered(flag("https://x.example.com", { method: "GET" }))).toThrow(/without a body/);
    expect(() => registered(flag("https://x.example.com", { form: { a: "b" } }))).toThrow(/not both/);
  });

  it("fails, certainly, when it is refused, and where nothing listens", async () => {
    const { url } = await server(flags().answer);
    process.env.FLAGS_TOKEN = "another";
    const refused = await carriedOut(flag(url), { flag: "checkout" });
    expect(refused).toMatchObject({
      outcome: "failed",
      mayStillRun: false,
      summary: "expected status 200 or 204, got 401",
    });
    const nowhere = await carriedOut(flag("http://127.0.0.1:1"), { flag: "checkout" });
    expect(nowhere).toMatchObject({ outcome: "failed", mayStillRun: false });
  });

  it.each([
    ["hangs", (_: Asked) => null, "timed-out"],
    ["is answered for by a gateway", () => ({ status: 504 }), "failed"],
  ])("is in doubt when the server has it and %s", async (_, answer, outcome) => {
    const { url, asked } = await server(answer);
    const result = await carriedOut(flag(url, { timeoutSeconds: 1 }), { flag: "checkout" });
    expect(asked).toHaveLength(1);
    expect(result).toMatchObject({ outcome, mayStillRun: true });
    expect(result.summary).toContain("may still happen");
  });

  it("sends a form where it says so, and a question without a key", async () => {
    const { url, asked } = await server(() => ({ status: 200, json: {} }));
    const form = {
      json: undefined,
      form: { flag: "{{flag}}", token: "{{env.FLAGS_TOKEN}}" },
      method: "POST",
    };
    expect(await carriedOut(flag(url, form), { flag: "a&b=c" })).toMatchObject({ outcome: "succeeded" });
    expect(asked[0]?.body).toBe(`flag=a%26b%3Dc&token=${secret}`);
    await carriedOut({ executor: "http", method: "GET", url });
    expect(asked[1]?.header("idempotency-key")).toBe("");
  });
});

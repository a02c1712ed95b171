import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type Asked, carriedOut, openLocalServer, type Said } from "./testing/local-server.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  delete process.env.METRICS_TOKEN;
  for (const close of closing.splice(0)) close();
});

async function server(answer: (asked: Asked) => Said | null) {
  const opened = await openLocalServer(answer);
  closing.push(opened.close);
  return opened;
}
const check = (probe: object, change: object = {}) => ({ executor: "check", probe, ...change });

describe("a check over HTTP", () => {
  it("is asked again until it holds, and says how often", async () => {
    let asked = 0;
    const { url } = await server(() => ({ status: ++asked < 3 ? 503 : 200, json: {} }));
    const result = await carriedOut(check({ kind: "http", url }, { everySeconds: 0.1 }));
    expect(result).toMatchObject({ outcome: "succeeded", summary: "status 200, as expected, asked 3 times" });
    expect(result.text).toContain("not yet: expected status 200, got 503");
  });

  it("waits for what is still away, and is over when its time is", async () => {
    const probe = { kind: "http", url: "http://127.0.0.1:1" };
    const result = await carriedOut(check(probe, { everySeconds: 0.2, timeoutSeconds: 1 }));
    expect(result).toMatchObject({ outcome: "timed-out", mayStillRun: false });
    expect(result.summary).toContain("could not be asked");
  });

  it("says what was wrong until then where its last question is cut short by the end of its time", async () => {
    let asked = 0;
    // From the second question on it hangs.
    const { url } = await server(() => (++asked === 1 ? { status: 503 } : null));
    const result = await carriedOut(check({ kind: "http", url }, { everySeconds: 0.1, timeoutSeconds: 2 }));
    expect(result).toMatchObject({ outcome: "timed-out" });
    expect(result.summary).toContain("expected status 200, got 503");
  });

  it("fails at once where it is asked once, and ends with its step", async () => {
    const { url, asked } = await server(() => ({ status: 503 }));
    expect(await carriedOut(check({ kind: "http", url }))).toMatchObject({ outcome: "failed" });
    expect(asked).toHaveLength(1);
    const cancel = new AbortController();
    const cancelling = await server(() => {
      cancel.abort();
      return { status: 503 };
    });
    const action = check({ kind: "http", url: cancelling.url }, { everySeconds: 0.1 });
    expect(await carriedOut(action, {}, { signal: cancel.signal })).toMatchObject({ outcome: "cancelled" });
  });
});

describe("a check by Prometheus", () => {
  const vector = (...values: string[]) => ({
    status: "success",
    data: {
      resultType: "vector",
      result: values.map((value, index) => ({ metric: { job: `shop-${index}` }, value: [1, value] })),
    },
  });
  const query = 'sum(rate(errors{app="shop"}[5m]))';
  const prometheus = (answer: unknown) =>
    server(({ path, query: asked, header }) => {
      if (path !== "/api/v1/query" || asked.get("query") !== query) return { status: 404 };
      if (header("authorization") !== "Bearer metrics-token") return { status: 401, json: {} };
      return { status: 200, json: answer };
    });
  const probe = (url: string, change: object = {}) => ({
    kind: "prometheus",
    url,
    query,
    is: "below",
    threshold: 0.01,
    tokenFrom: "METRICS_TOKEN",
    ...change,
  });

  it.each([
    ["a figure below it", vector("0.002"), "succeeded"],
    [
      "a scalar below it",
      { status: "success", data: { resultType: "scalar", result: [1, "0"] } },
      "succeeded",
    ],
    ["one series above it", vector("0.002", "0.4"), "failed"],
    ["no series", vector(), "failed"],
    ["no number", vector("NaN"), "failed"],
    ["infinity", vector("+Inf"), "failed"],
    ["an error", { status: "error", error: "x" }, "failed"],
  ])("with %s", async (_, answer, outcome) => {
    process.env.METRICS_TOKEN = "metrics-token";
    const { url } = await prometheus(answer);
    expect(await carriedOut(check(probe(url)))).toMatchObject({ outcome });
  });

  it("takes its threshold from a parameter", async () => {
    process.env.METRICS_TOKEN = "metrics-token";
    const { url } = await prometheus(vector("0.4"));
    const parameters = { most: { type: "number", minimum: 0, maximum: 1 } };
    const action = check(probe(url, { is: "at-most", threshold: "{{most}}" }), { parameters });
    expect(await carriedOut(action, { most: "0.4" })).toMatchObject({ outcome: "succeeded" });
    const failed = await carriedOut(action, { most: "0.3" });
    expect(failed.summary).toBe('expected at-most 0.3, found 0.4 in {job="shop-0"}');
  });

  it("fails where it is not let in", async () => {
    process.env.METRICS_TOKEN = "wrong";
    const { url } = await prometheus(vector("0"));
    expect(await carriedOut(check(probe(url)))).toMatchObject({
      outcome: "failed",
      summary: "the query: answered 401",
    });
  });
});

describe("a check of a port", () => {
  it("succeeds where something listens, fails where nothing does, and asks no host that is not allowed", async () => {
    const listening = createServer().listen(0, "127.0.0.1");
    await once(listening, "listening");
    closing.push(() => listening.close());
    const { port } = listening.address() as AddressInfo;
    const tcp = (host: string, at: number) => carriedOut(check({ kind: "tcp", host, port: at }));
    expect(await tcp("127.0.0.1", port)).toMatchObject({ outcome: "succeeded" });
    expect((await tcp("127.0.0.1", 1)).summary).toContain("ECONNREFUSED");
    expect((await tcp("localhost", port)).summary).toContain("may not be reached");
  });
});

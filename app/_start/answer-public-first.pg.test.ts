import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { setStage } from "#lib/commands/testing/stage.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { answerPublicFirst } from "./answer-public-first.ts";

await testDatabase();
const next = createServer((_, response) => response.end("Next's own"));
let at = "";

beforeAll(async () => {
  await setStage();
  answerPublicFirst();
  await once(next.listen(0, "127.0.0.1"), "listening");
  at = `http://127.0.0.1:${(next.address() as AddressInfo).port}`;
});
afterAll(() => void next.close());

const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  fetch(at + path, { method, headers: { "accept-encoding": "identity", ...headers } });

it("the public status is given before Next is asked, and everything else is Next's", async () => {
  const page = await ask("/status?from=mail");
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await page.text()).toContain("Shop");
  expect(await (await ask("/status/status.json")).json()).toMatchObject({ overall: "operational" });
  for (const path of ["/", "/status/other", "/statusx"])
    expect(await (await ask(path)).text()).toBe("Next's own");
  expect(await (await ask("/status", {}, "POST")).text()).toBe("Next's own");
});

it("a reader who has the bytes gets none, one who takes gzip gets fewer, and HEAD gets their number", async () => {
  const page = await ask("/status");
  const words = await page.text();
  const etag = page.headers.get("etag") ?? "";
  expect((await ask("/status", { "if-none-match": etag })).status).toBe(304);
  expect((await ask("/status", { "if-none-match": `"another"` })).status).toBe(200);
  const packed = await ask("/status", { "accept-encoding": "gzip" });
  expect(packed.headers.get("content-encoding")).toBe("gzip");
  expect(await packed.text()).toBe(words);
  expect((await ask("/status", { "if-none-match": packed.headers.get("etag") ?? "" })).status).toBe(304);
  const head = await ask("/status", {}, "HEAD");
  expect(head.headers.get("content-length")).toBe(String(Buffer.byteLength(words)));
  expect(await head.text()).toBe("");
});

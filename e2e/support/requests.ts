import { randomUUID } from "node:crypto";
import type { Page, Request } from "@playwright/test";
import { consoleForJourneys } from "#scripts/testing/console-for-journeys.ts";

/** A genuine request that the page made of the console: what an attacker could copy and change. */
export type Captured = {
  url: string;
  headers: Record<string, string>;
  key: string;
  input: Record<string, unknown>;
};

type Changes = {
  /** Whose cookies go with it; nobody's without. */
  by?: Page;
  input?: Record<string, unknown>;
  /** The same key as before makes it a repeat of the same submission. */
  key?: string;
  /** Overrides; null leaves a header out. */
  headers?: Record<string, string | null>;
};

type Refusal = {
  code: string;
  rule: string | null;
  message: string;
  blockers: { rule: string | null; message: string }[];
};
export type Told = { ok: boolean; value?: Record<string, unknown>; refusal?: Refusal };

const isAction = (request: Request) => request.headers()["next-action"] !== undefined;

function read(request: Request): Captured {
  const { "next-action": action = "", accept = "", "content-type": type = "" } = request.headers();
  const [{ idempotencyKey, input }] = JSON.parse(request.postData() ?? "[{}]");
  const headers = { "next-action": action, accept, "content-type": type };
  return { url: request.url(), headers, key: idempotencyKey, input };
}

/** Presses something and keeps a copy of the request that it made; the request itself goes through. */
export async function capture(page: Page, press: () => Promise<unknown>): Promise<Captured> {
  const made = page.waitForRequest(isAction);
  await press();
  return read(await made);
}

/** The same, but what reaches the console is emptied on its way: the page is told no, and nothing has happened. */
export async function captureUnsent(page: Page, press: () => Promise<unknown>): Promise<Captured> {
  const { promise, resolve } = Promise.withResolvers<Captured>();
  await page.route("**/*", async (route, request) => {
    if (!isAction(request)) return route.continue();
    resolve(read(request));
    await route.continue({ postData: JSON.stringify([{ idempotencyKey: "kept back" }]) });
  });
  const answered = page.waitForResponse((answer) => isAction(answer.request()));
  await press();
  await answered;
  await page.unrouteAll({ behavior: "wait" });
  return promise;
}

/** Presses something, and what the console answers is changed on its way to the page. */
export async function changeAnswer(
  page: Page,
  press: () => Promise<unknown>,
  change: (answer: string) => string,
): Promise<void> {
  await page.route("**/*", async (route, request) => {
    if (!isAction(request)) return route.continue();
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.text()) });
  });
  const answered = page.waitForResponse((answer) => isAction(answer.request()));
  await press();
  await answered;
  await page.unrouteAll({ behavior: "wait" });
}

/** The next so many requests reach the console and are answered, but the connection is gone before the page hears it. */
export async function loseAnswers(page: Page, urlPattern: string, times: number): Promise<void> {
  const client = await page.context().newCDPSession(page);
  let lost = 0;
  client.on("Fetch.requestPaused", async ({ requestId }) => {
    lost += 1;
    await client.send("Fetch.failRequest", { requestId, errorReason: "ConnectionReset" });
    if (lost === times) await client.detach();
  });
  await client.send("Fetch.enable", { patterns: [{ urlPattern, requestStage: "Response" }] });
}

export async function cookiesOf(page: Page): Promise<string> {
  return (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** Sends a captured request again, changed as asked, and gives what the console told. */
export async function send(captured: Captured, { by, input, key, headers }: Changes): Promise<Told> {
  const submission = { idempotencyKey: key ?? randomUUID(), input: { ...captured.input, ...input } };
  const all = {
    ...captured.headers,
    origin: consoleForJourneys().url,
    cookie: by === undefined ? "" : await cookiesOf(by),
    ...headers,
  };
  const kept = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== null);
  const answer = await fetch(captured.url, {
    method: "POST",
    headers: Object.fromEntries(kept),
    body: JSON.stringify([submission]),
    redirect: "manual",
  });
  return toldIn(await answer.text());
}

/** The action's result among the lines of the answer; an error's line, which tells nothing, is a plain no. */
function toldIn(text: string): Told {
  const line = text.split("\n").find((one) => /^\w+:(\{"ok":|E\{)/.test(one));
  if (line === undefined) throw new Error(`The answer holds no result: ${text.slice(0, 300)}`);
  const value = line.slice(line.indexOf(":") + 1);
  return value.startsWith("E") ? { ok: false } : JSON.parse(value);
}

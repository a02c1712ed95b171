import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { end, type Started, startProcess, until } from "../testing/processes.ts";

const main = join(import.meta.dirname, "main.ts");
let dir: string;
let sink: Started;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "mail sink-"));
  sink = await startProcess(main, ["--dir", dir]);
});

beforeEach(async () => {
  await setFault({ mode: "off" });
  await fetch(at("/api/messages"), { method: "DELETE" });
});

afterAll(async () => {
  if (sink) await sink.stop();
  await rm(dir, { recursive: true, force: true });
});

const at = (path: string) => `${sink.ready.url}${path}`;
const text = async (path: string) => (await fetch(at(path))).text();
const messages = async (to = "") => (await (await fetch(at(`/api/messages?to=${to}`))).json()).messages;

function setFault(fault: unknown, type = "application/json") {
  return fetch(at("/api/fault"), {
    method: "POST",
    headers: { "content-type": type },
    body: JSON.stringify(fault),
  });
}

async function send(mail: { to: string; subject: string; text?: string; html?: string }) {
  const mailer = createTransport(`${sink.ready.smtpUrl}?socketTimeout=1500`);
  try {
    return await mailer.sendMail({ from: "Notices <notices@example.com>", ...mail });
  } finally {
    mailer.close();
  }
}

it("a mail is kept as it came and as it was read, and the receipt names it", async () => {
  const sent = await send({
    to: "ops@example.com",
    subject: "Initial notice – SEV-1",
    text: "Impact: orders fail\n",
  });
  const [mail] = await messages();
  expect(mail).toMatchObject({
    from: "notices@example.com",
    to: ["ops@example.com"],
    subject: "Initial notice – SEV-1",
    text: expect.stringContaining("Impact: orders fail"),
    messageId: sent.messageId,
  });
  expect(sent.response).toBe(`250 Kept as ${mail.id}`);
  expect(readdirSync(join(dir, "mails")).sort()).toEqual([`${mail.id}.eml`, `${mail.id}.json`]);
  expect(readFileSync(join(dir, "mails", `${mail.id}.eml`), "utf8")).toContain("Impact: orders fail");
  expect(await (await fetch(at(`/api/messages/${mail.id}`))).json()).toEqual(mail);
  expect(await text(`/messages/${mail.id}/raw`)).toContain("Impact: orders fail");
});

it("the newest mail comes first and a recipient's filter finds only theirs, whatever the case", async () => {
  await send({ to: "one@example.com", subject: "first", text: "-" });
  await send({ to: "two@example.com, One@Example.com", subject: "second", text: "-" });
  await send({ to: "two@example.com", subject: "third", text: "-" });
  const subjects = (list: { subject: string }[]) => list.map(({ subject }) => subject);
  expect(subjects(await messages())).toEqual(["third", "second", "first"]);
  expect(subjects(await messages("ONE@example.com"))).toEqual(["second", "first"]);
  const page = await text("/?to=one@example.com");
  expect(page).toContain("2 mails");
  expect(page).not.toContain("third");
});

it("markup in a mail stays text on every page, and only whole http addresses become links", async () => {
  const payload = '<img src=x onerror=alert(1)>"><script>alert(2)</script>';
  await send({
    to: "ops@example.com",
    subject: payload,
    text: `${payload} javascript:alert(3) see https://example.com/room?a=1&b=2.`,
  });
  const [{ id }] = await messages();
  for (const path of ["/", "/list", `/messages/${id}`]) {
    const shown = await text(path);
    expect(shown).not.toContain("<img");
    expect(shown).not.toMatch(/<script>|href="javascript/);
  }
  expect(await text(`/messages/${id}`)).toContain('<a href="https://example.com/room?a=1&#38;b=2"');
  const headers = (await fetch(at("/"))).headers;
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
});

it("a mail of HTML alone is shown as its source", async () => {
  await send({ to: "ops@example.com", subject: "html", html: "<b>bold</b>" });
  const [{ id }] = await messages();
  expect(await text(`/messages/${id}`)).toContain("&#60;b&#62;bold");
});

it("refuse answers with the asked code and keeps nothing", async () => {
  await setFault({ mode: "refuse", code: 451 });
  await expect(send({ to: "ops@example.com", subject: "no", text: "-" })).rejects.toMatchObject({
    responseCode: 451,
  });
  await setFault({ mode: "refuse" });
  await expect(send({ to: "ops@example.com", subject: "no", text: "-" })).rejects.toMatchObject({
    responseCode: 550,
  });
  expect(await messages()).toEqual([]);
  expect(await text("/")).toContain("refused on purpose");
});

it("hang never answers the sender and keeps nothing", async () => {
  await setFault({ mode: "hang" });
  await expect(send({ to: "ops@example.com", subject: "no", text: "-" })).rejects.toMatchObject({
    code: "ETIMEDOUT",
  });
  expect(await messages()).toEqual([]);
});

it("slow answers late, and the mail is kept", async () => {
  await setFault({ mode: "slow", milliseconds: 400 });
  const startedAt = performance.now();
  await send({ to: "ops@example.com", subject: "late", text: "-" });
  expect(performance.now() - startedAt).toBeGreaterThan(390);
  expect(await messages()).toHaveLength(1);
});

it("a fault that is none is refused with the choices, and a form cannot set one", async () => {
  const wrong = await setFault({ mode: "explode" });
  expect(wrong.status).toBe(400);
  expect((await wrong.json()).message).toContain('"refuse"');
  expect((await setFault({ mode: "refuse" }, "text/plain")).status).toBe(415);
});

it("a foreign host name gets nothing, so that another page cannot read the mail", async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const asked = request(at("/api/messages"), { headers: { host: "mail.example.com" } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.once("error", reject).end();
  });
  expect(status).toBe(403);
});

it("mails and addresses survive a kill -9", async () => {
  await send({ to: "ops@example.com", subject: "kept", text: "-" });
  const [before, addresses] = [await messages(), sink.ready];
  await end(sink.child, "SIGKILL");
  sink = await startProcess(main, ["--dir", dir]);
  expect(sink.ready).toEqual(addresses);
  expect(await messages()).toEqual(before);
  await send({ to: "ops@example.com", subject: "next", text: "-" });
  await until("the next mail", async () => (await messages()).length === 2);
});

import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { consoleForJourneys } from "#scripts/testing/console-for-journeys.ts";
import { test } from "./support/journey.ts";
import { mailsOf } from "./support/mail.ts";
import { people } from "./support/people.ts";
import { capture, cookiesOf, send } from "./support/requests.ts";
import {
  act,
  declareEnvelope,
  entry,
  expectLive,
  openRoom,
  owedCard,
  pay,
  submit,
  writeNote,
} from "./support/room.ts";
import { fillSignIn } from "./support/sign-in.ts";

const { url, password } = consoleForJourneys();

/** How many incidents the board shows with this title. */
async function onBoard(page: Page, title: string): Promise<number> {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  return page.getByRole("link", { name: title }).count();
}

test("[MKC-2.1] too low a severity is refused by rule, whatever the page allowed", async ({ enter }) => {
  const commander = await enter("commander");
  const declared = await capture(commander, () => declareEnvelope(commander, { title: "Severity as it is" }));
  const title = "Severity made smaller";
  for (const severity of ["SEV-2", "SEV-3"]) {
    const told = await send(declared, { by: commander, input: { severity, title } });
    expect(told).toMatchObject({ refusal: { code: "rule", rule: "MKC-2.1" } });
    expect(told.refusal?.message).toContain(`${severity} is too low`);
  }
  const unknown = await send(declared, { by: commander, input: { severity: "SEV-0", title } });
  expect(unknown).toMatchObject({ ok: false });
  expect(await onBoard(commander, title)).toBe(0);
});

test("[MKC-4] a declaration without the notice's fields is refused, and each missing one is named", async ({
  enter,
}) => {
  const commander = await enter("commander");
  const declared = await capture(commander, () => declareEnvelope(commander));
  const answers = { contractMode: " ", impact: "" };
  const told = await send(declared, { by: commander, input: { answers, title: "Nothing said" } });
  expect(told.refusal?.blockers.map(({ rule }) => rule)).toEqual([
    "MKC-4.3",
    "MKC-4.4",
    "MKC-4.4",
    "MKC-4.5",
    "MKC-4.6",
  ]);
  expect(await onBoard(commander, "Nothing said")).toBe(0);
});

test("[MKC-4] an incomplete notice is refused with its missing fields, and nobody is written to", async ({
  enter,
}) => {
  const [commander, comms] = await Promise.all([enter("commander"), enter("comms")]);
  const reference = await declareEnvelope(commander);
  await openRoom(comms, reference);
  const dialog = await act(comms, "Write: Update");
  await expect(dialog.getByRole("button", { name: "Send the notice" })).toBeDisabled();
  await expect(dialog.getByRole("note").filter({ hasText: "It cannot go out yet" })).toContainText("MKC-4");
  await dialog.getByLabel("Notice", { exact: true }).selectOption({ label: "Initial incident notice" });
  const sent = await capture(comms, () => submit(comms, "Send the notice"));
  const before = (await mailsOf("stakeholder")).length;
  const unpromised = await send(sent, { by: comms, input: { nextUpdateAt: null } });
  expect(unpromised).toMatchObject({ refusal: { code: "rule", rule: expect.stringMatching(/^MKC-4/) } });
  expect(unpromised.refusal?.blockers.map(({ message }) => message).join()).toMatch(/next update/i);
  const wordless = await send(sent, { by: comms, input: { template: "update", fields: { news: "  " } } });
  expect(wordless).toMatchObject({ refusal: { code: "rule", rule: expect.stringMatching(/^MKC-4/) } });
  const past = await send(sent, { by: comms, input: { nextUpdateAt: "2020-01-01T00:00:00.000Z" } });
  expect(past).toMatchObject({ ok: false });
  await writeNote(comms, "Three attempts were refused.");
  await expect(entry(commander, "Three attempts were refused.")).toBeVisible();
  expect((await mailsOf("stakeholder")).filter(({ text }) => text.includes(reference)).length).toBe(1);
  expect((await mailsOf("stakeholder")).length - before).toBeLessThanOrEqual(1);
});

test("an act of the room without its origin, or from another, is refused and leaves no entry", async ({
  enter,
}) => {
  const commander = await enter("commander");
  const reference = await declareEnvelope(commander);
  const note = await capture(commander, () => writeNote(commander, "From the console itself."));
  const body = "From somewhere else.";
  const foreign: Record<string, string | null>[] = [
    { origin: null },
    { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ];
  for (const headers of foreign) {
    const told = await send(note, { by: commander, input: { body }, headers });
    expect(told.ok, JSON.stringify(headers)).toBe(false);
  }
  const anonymous = await send(note, { input: { body } });
  expect(anonymous.refusal?.message).toContain("Your session has ended");
  const own = await send(note, { by: commander, input: { body: "From the console again." } });
  expect(own.ok).toBe(true);
  await expect(entry(commander, "From the console again.")).toBeVisible();
  await openRoom(commander, reference);
  await expect(entry(commander, /noted:/)).toHaveText([/From the console again/, /From the console itself/]);
});

test("a repeated submission has one effect: double clicks, and the same key twice at once", async ({
  enter,
}) => {
  const commander = await enter("commander");
  const title = `Pressed twice ${randomUUID().slice(0, 8)}`;
  await commander.goto(
    "/incidents/new?pack=service-v3-rollback&trigger=envelope-mismatch&service=storefront",
  );
  await commander.getByRole("radio", { name: "service.v3 release" }).check();
  await commander.getByLabel("Title").fill(title);
  await commander.getByRole("button", { name: /^Declare / }).dblclick();
  await expectLive(commander);
  await commander.getByLabel("What did you see, decide or run?").fill("Recorded by a double click.");
  await commander.getByRole("button", { name: "Record" }).dblclick();
  await expect(entry(commander, "Recorded by a double click.")).toHaveCount(1);
  const note = await capture(commander, () => writeNote(commander, "The first of its key."));
  const key = randomUUID();
  const input = { body: "Twice with one key." };
  const [first, second] = await Promise.all([
    send(note, { by: commander, input, key }),
    send(note, { by: commander, input, key }),
  ]);
  expect(first.ok).toBe(true);
  expect(second).toEqual(first);
  await expect(entry(commander, "Twice with one key.")).toHaveCount(1);
  expect(await onBoard(commander, title)).toBe(1);
});

test("a copied session is worth nothing after sign-out: neither the room, nor its stream, nor an act", async ({
  enter,
  visit,
}) => {
  const commander = await enter("commander");
  const reference = await declareEnvelope(commander);
  const victim = await visit();
  await victim.goto(`/sign-in?return=/incidents/${reference}`);
  await fillSignIn(victim, people.producer.email, password);
  await openRoom(victim, reference);
  const note = await capture(victim, () => writeNote(victim, "While I was signed in."));
  const cookie = await cookiesOf(victim);
  const open = await fetch(`${url}/api/stream/${reference}`, { headers: { cookie } });
  expect(open.status).toBe(200);
  const stream = open.text();

  await victim.getByRole("button", { name: people.producer.name }).click();
  await victim.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(victim).toHaveURL(/\/sign-in/);
  expect(await stream, "an open stream ends with its session").toContain('"cause":"session"');
  const room = await fetch(`${url}/incidents/${reference}`, { headers: { cookie }, redirect: "manual" });
  expect([room.status, room.headers.get("location")]).toEqual([
    307,
    `/sign-in?return=%2Fincidents%2F${reference}`,
  ]);
  expect(await room.text()).not.toContain("While I was signed in.");
  expect((await fetch(`${url}/api/stream/${reference}`, { headers: { cookie } })).status).toBe(401);
  const told = await send(note, { input: { body: "With a stolen cookie." }, headers: { cookie } });
  expect(told.refusal?.message).toContain("Your session has ended");
  await openRoom(commander, reference);
  await expect(entry(commander, "With a stolen cookie.")).toHaveCount(0);
});

test("a room is shut to who has no part in it: the page says so, and no word of it comes along", async ({
  enter,
  complaints,
}) => {
  const word = `kingfisher${randomUUID().slice(0, 8)}`;
  const commander = await enter("commander");
  const reference = await declareEnvelope(commander, { title: `About the ${word}`, seen: word });
  const note = await capture(commander, () => writeNote(commander, word));
  complaints.provoke(/status of 404/);
  for (const who of ["stakeholder", "sre", "admin"] as const) {
    const page = await enter(who);
    await page.goto(`/incidents/${reference}`);
    await expect(page.getByRole("heading", { name: `You have no part in ${reference}` })).toBeVisible();
    expect(await page.content()).not.toContain(word);
    const cookie = await cookiesOf(page);
    for (const headers of [{ cookie }, { cookie, rsc: "1" }]) {
      const answer = await fetch(`${url}/incidents/${reference}`, { headers });
      expect(await answer.text()).not.toContain(word);
    }
    const stream = await fetch(`${url}/api/stream/${reference}`, { headers: { cookie } });
    expect(stream.status).toBe(404);
    const absent = await fetch(`${url}/api/stream/INC-2026-9999`, { headers: { cookie } });
    expect((await stream.text()).replace(reference, "")).toBe(
      (await absent.text()).replace("INC-2026-9999", ""),
    );
    expect(await send(note, { by: page, input: { body: "Let me in." } })).toMatchObject({ ok: false });
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.content()).not.toContain(word);
  }
  await openRoom(commander, reference);
  await expect(entry(commander, "Let me in.")).toHaveCount(0);
});

test("a word of every internal field stays out of everything public", async ({ enter, visit }) => {
  const word = `nightjar${randomUUID().slice(0, 8)}`;
  const [commander, producer, comms] = await Promise.all([
    enter("commander"),
    enter("producer"),
    enter("comms"),
  ]);
  const reference = await declareEnvelope(commander, {
    title: `Title ${word}`,
    seen: `Seen ${word}`,
    also: async (page) => {
      for (const field of ["Impact", "Immediate actions"])
        await page.getByLabel(field).fill(`${field} ${word}`);
    },
  });
  await writeNote(commander, `Note ${word}`);
  await openRoom(producer, reference);
  await (await pay(producer, "Producer recommends the rollback")).getByRole("textbox").fill(`Reason ${word}`);
  await submit(producer, "Recommend the rollback");
  await producer
    .getByRole("region", { name: "Evidence" })
    .getByRole("button", { name: "Hand in" })
    .first()
    .click();
  const evidence = producer.getByRole("dialog");
  await evidence.getByLabel("What does it prove?").fill(`Evidence ${word}`);
  await evidence.getByLabel("The output").fill(`Output ${word}`);
  await submit(producer, "Hand in");
  const proposal = await act(producer, "Propose the joint decision");
  await proposal.getByLabel("What risk remains?").fill(`Risk ${word}`);
  await submit(producer, "Propose the decision");
  await openRoom(comms, reference);
  const update = await act(comms, "Write: Update");
  await update.getByLabel("What has changed since the last notice").fill(`News ${word}`);
  await submit(comms, "Send the notice");
  const status = await act(comms, "Publish the status");
  await status.getByLabel("Headline").fill(`Payments are slow, ${reference}`);
  await status.getByLabel("What is happening, and when the next word comes").fill("More within the hour.");
  await submit(comms, "Publish");

  const reader = await visit();
  const read: Record<string, string> = {};
  reader.on("response", async (answer) => {
    read[answer.url()] = await answer.text().catch(() => "");
  });
  await reader.goto("/status");
  await expect(reader.getByText(`Payments are slow, ${reference}`).first()).toBeVisible();
  await reader.goto("/sign-in");
  await expect(reader.getByRole("heading", { name: "Sign in" })).toBeVisible();
  for (const path of [
    "/status/status.json",
    "/api/health",
    "/status.js",
    "/status.css",
    `/incidents/${reference}`,
  ])
    read[path] = await (await fetch(`${url}${path}`)).text();
  expect(Object.keys(read).length).toBeGreaterThan(8);
  for (const [address, text] of Object.entries(read)) expect(text, address).not.toContain(word);
  expect(read["/status/status.json"]).toContain(reference);
  for (const name of [people.commander.name, people.producer.name])
    for (const [address, text] of Object.entries(read)) expect(text, address).not.toContain(name);
  await expect(owedCard(commander, /^Start the rollback/)).toBeVisible();
});

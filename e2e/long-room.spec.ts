import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey.ts";
import { capture, send } from "./support/requests.ts";
import { declareEnvelope, entry, openRoom, submit, writeNote } from "./support/room.ts";

const atOnce = 10;

/** Declares an incident, notes something first, and then so much that it is no longer among what the page brings. */
async function declareLong(page: Page, first: string, notes: number): Promise<string> {
  const reference = await declareEnvelope(page);
  const note = await capture(page, () => writeNote(page, first));
  await expect(entry(page, first)).toBeVisible();
  for (let number = 0; number < notes; number += atOnce) {
    const told = await Promise.all(
      Array.from({ length: atOnce }, (_, index) =>
        send(note, { by: page, input: { body: `Seen ${number + index}` } }),
      ),
    );
    expect(told.every(({ ok }) => ok)).toBe(true);
  }
  return reference;
}

const search = (page: Page, words: string) => page.getByLabel("Search in entries").fill(words);
const found = (page: Page) => page.getByRole("search", { name: "Filter the timeline" }).getByRole("status");

test("a room of more than three hundred entries opens with its end, and its first entries are found by search", async ({
  enter,
}) => {
  const [commander, consumer] = await Promise.all([enter("commander"), enter("consumer")]);
  const reference = await declareLong(commander, "the proxy answered first", 300);
  await openRoom(consumer, reference);
  await expect(entry(consumer, "Seen 299")).toBeVisible();
  await search(consumer, "the proxy answered first");
  await expect(found(consumer)).toHaveText(/^1 of 3\d\d entries$/);
  await expect(entry(consumer, "the proxy answered first")).toBeVisible();
  await search(consumer, "Seen 2");
  await expect(found(consumer)).toHaveText(/^111 of 3\d\d entries$/);
});

test("words that are redacted while the earlier entries are on their way never come to the screen", async ({
  enter,
}) => {
  const [commander, consumer] = await Promise.all([enter("commander"), enter("consumer")]);
  const reference = await declareLong(commander, "a customer called Mirabel", 60);
  const held = Promise.withResolvers<void>();
  await consumer.route(`**/api/entries/${reference}**`, async (route) => {
    const answer = await route.fetch();
    expect(await answer.text()).toContain("Mirabel");
    await held.promise;
    await route.fulfill({ response: answer });
  });
  await openRoom(consumer, reference);
  await search(consumer, "Mirabel");
  await expect(found(consumer)).toHaveText(/^0 of \d+ entries, \d+ not here yet$/);
  await search(commander, "Mirabel");
  await entry(commander, "Mirabel").hover();
  await commander.getByRole("button", { name: /^Act on entry/ }).click();
  await commander.getByRole("menuitem", { name: "Redact its words" }).click();
  await commander.getByLabel("Why are they redacted?").fill("It names somebody.");
  await submit(commander, "Remove the words");
  await search(consumer, "It names somebody");
  await expect(entry(consumer, "It names somebody")).toBeVisible();
  held.resolve();
  await search(consumer, "redact");
  await expect(found(consumer)).toHaveText(/^\d+ of \d+ entries$/);
  await expect(consumer.getByText("Mirabel")).toHaveCount(0);
});

test("earlier entries are given to those in the room alone, and to no other site", async ({
  enter,
  visit,
}) => {
  const [commander, stranger, nobody] = await Promise.all([
    enter("commander"),
    enter("stakeholder"),
    visit(),
  ]);
  const reference = await declareEnvelope(commander);
  const ask = async (page: Page, query: string, headers = {}) =>
    (await page.request.get(`/api/entries/${reference}${query}`, { headers })).status();
  expect(await ask(commander, "?before=2")).toBe(200);
  expect(await ask(commander, "?before=all")).toBe(400);
  expect(await ask(commander, "?before=2", { origin: "https://elsewhere.example" })).toBe(403);
  expect(await ask(commander, "?before=2", { "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await ask(stranger, "?before=2")).toBe(404);
  expect(await ask(nobody, "?before=2")).toBe(401);
});

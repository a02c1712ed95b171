import { expect, type Page } from "@playwright/test";
import { consoleForJourneys } from "#scripts/testing/console-for-journeys.ts";
import { expectNoBarrier } from "./support/barriers.ts";
import { test } from "./support/journey.ts";
import { act, declareEnvelope, entry, openRoom, pay, runPanel, submit, writeNote } from "./support/room.ts";

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const themes = ["dark", "light"] as const;

/** An incident as it looks a while in: told, proposed, published, with an entry of every usual kind. */
async function livelyRoom(
  commander: Page,
  producer: Page,
  comms: Page,
): Promise<{ room: string; decision: string }> {
  const reference = await declareEnvelope(commander);
  for (const page of [producer, comms]) await openRoom(page, reference);
  await writeNote(commander, "Half of all answers are malformed since 1.5.0 went out.");
  await act(comms, "Write: Initial incident notice");
  await submit(comms, "Send the notice");
  const recommendation = await pay(producer, "Producer recommends the rollback");
  await recommendation.getByLabel("Why do you recommend it?").fill("1.5.0 changed the error envelope.");
  await submit(producer, "Recommend the rollback");
  const proposal = await act(producer, "Propose the joint decision");
  await proposal.getByLabel("What risk remains?").fill("The migration is not undone yet.");
  await submit(producer, "Propose the decision");
  const status = await act(comms, "Publish the status");
  await status.getByLabel("Headline").fill("Some orders fail");
  await status
    .getByLabel("What is happening, and when the next word comes")
    .fill("We are going back to the last good release.");
  await submit(comms, "Publish");
  const decision = await producer
    .getByRole("link", { name: "Read the packet and sign" })
    .getAttribute("href");
  return { room: `/incidents/${reference}`, decision: decision ?? "" };
}

async function look(page: Page, name: string): Promise<void> {
  await expectNoBarrier(page);
  await page.screenshot({ path: `test-results/look/${name}.png` });
}

test("room, dialogs, declaration, decision and public page can be read and worked by everybody, in both themes, at desk and on a phone", async ({
  enter,
  visit,
}) => {
  test.setTimeout(240_000);
  const [commander, producer, comms] = await Promise.all([
    enter("commander"),
    enter("producer"),
    enter("comms"),
  ]);
  const { room, decision } = await livelyRoom(commander, producer, comms);
  for (const page of [producer, comms]) await page.close();

  for (const theme of themes)
    for (const viewport of sizes) {
      const named = (what: string) => `${what}-${theme}-${viewport.width}`;
      await test.step(`${theme}, ${viewport.width} wide`, async () => {
        const cookie = { name: "theme", value: theme, url: consoleForJourneys().url };
        const page = await enter("producer", { viewport });
        await page.context().addCookies([cookie]);
        await page.goto(room);
        await expect(entry(page, "Half of all answers are malformed")).toBeVisible();
        await look(page, named("room"));
        if (viewport.width > 400) {
          await runPanel(page).getByRole("button", { name: "Review" }).click();
          await expect(page.getByRole("list", { name: "Steps of the plan" })).toBeVisible();
          await look(page, named("start"));
        } else {
          await page.getByRole("button", { name: "Decision, run and evidence" }).click();
          await look(page, named("room-rest"));
        }
        await page.goto("/incidents/new?pack=service-v3-rollback&trigger=envelope-mismatch");
        await expect(page.getByRole("button", { name: /^Declare SEV-1/ })).toBeVisible();
        await look(page, named("declare"));
        await page.goto(decision);
        await expect(page.getByRole("heading", { name: "How do we go on?" })).toBeVisible();
        await look(page, named("decision"));
        await page.context().close();

        const reader = await visit({ viewport, colorScheme: theme });
        await reader.goto("/status");
        await expect(reader.getByText("Some orders fail").first()).toBeVisible();
        await look(reader, named("status"));
        await reader.context().close();
      });
    }
});

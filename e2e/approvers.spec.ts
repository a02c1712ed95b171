import { expect, type Page } from "@playwright/test";
import { consoleForJourneys } from "#scripts/testing/console-for-journeys.ts";
import { openCheckpoint, registerService } from "./support/checkpoint.ts";
import { countersign } from "./support/countersign.ts";
import { invite, removePerson } from "./support/invite.ts";
import { test } from "./support/journey.ts";
import { mailAbout } from "./support/mail.ts";
import { enrol } from "./support/own-means.ts";
import { enrolPasskeyAtSigning } from "./support/passkey.ts";
import { people } from "./support/people.ts";
import { fillSignIn } from "./support/sign-in.ts";

const lead = {
  name: "Lena Fischer",
  email: "lena@example.com",
  party: "Producer, MemoryKernel",
  role: "Producer lead",
};
const cutover = "May the runtime be cut over?";
const region = (page: Page, name: string) => page.getByRole("region", { name });
const tooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("[MKD-8] an approver asks back from a phone; the mail's link leads through the sign-in to the packet, where the other side answers", async ({
  enter,
  visit,
}) => {
  const phone = { viewport: { width: 390, height: 844 }, colorScheme: "light" as const };
  const [admin, producer, consumer] = [
    await enter("admin"),
    await enter("producer"),
    await enter("consumer", phone),
  ];
  await registerService(admin, "Asked");
  const path = await openCheckpoint(producer, "Asked");
  const reference = path.split("/").at(-1) ?? "";

  await test.step("[MKD-8] the question stands beside the answer, and is said to hold up nothing", async () => {
    await consumer.goto(path);
    await consumer.getByRole("button", { name: `Ask before you sign: ${cutover}` }).click();
    const dialog = consumer.getByRole("dialog");
    await dialog.getByLabel("What do you need to know?").fill("Why is the manifest another?");
    await dialog.getByRole("button", { name: "Ask", exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(region(consumer, cutover)).toContainText("Not answered yet.");
    await region(consumer, cutover).getByRole("button", { name: "Answer and sign" }).click();
    await expect(consumer.getByRole("dialog").getByRole("note")).toContainText(
      "A question back is not answered yet",
    );
    await consumer.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    expect(await tooWide(consumer), "pixels beyond the phone's right edge").toBeLessThanOrEqual(0);
  });

  const theirs = await test.step("the link in the mail survives the sign-in", async () => {
    const { text } = await mailAbout(
      "producer",
      `asks your side something before it signs: ${cutover}, ${reference}`,
    );
    const link = /https?:\/\/\S+/.exec(text)?.[0] ?? "";
    const page = await visit();
    await page.goto(link);
    await expect(page).toHaveURL(/\/sign-in\?return=/);
    await fillSignIn(page, people.producer.email, consoleForJourneys().password);
    await expect(page).toHaveURL(link);
    await expect(region(page, cutover)).toBeInViewport();
    return page;
  });

  await test.step("[MKD-8] it is owed by name there, and its answer comes to who asked", async () => {
    const owed = region(theirs, "Owed now").getByRole("listitem").filter({ hasText: "asks before it signs" });
    await expect(owed).toContainText(people.producer.name);
    await region(theirs, cutover)
      .getByRole("button", { name: "Answer: Why is the manifest another?" })
      .click();
    await theirs.getByLabel("Your answer").fill("It was built anew this morning.");
    await theirs.getByRole("dialog").getByRole("button", { name: "Answer", exact: true }).click();
    await expect(owed).toHaveCount(0);
    await expect(region(consumer, cutover)).toContainText("It was built anew this morning.");
    await mailAbout("consumer", `has answered what you asked: ${cutover}, ${reference}`);
  });

  await test.step("[MKD-8] a named deputy signs with their own passkey, and it says for whom", async () => {
    const own = await visit();
    await invite(admin, own, lead);
    await enrol(own);
    await countersign(own, "producer", lead.name);
    await own.goto(path);
    const deputies = region(own, "Deputies");
    await deputies.getByRole("button", { name: "Name a deputy for the producer" }).click();
    const dialog = own.getByRole("dialog");
    await dialog.getByLabel("Who signs?").selectOption({ label: people.product.name });
    const [from, until] = [dialog.getByLabel("From, UTC"), dialog.getByLabel("Until, UTC")];
    const offered = await from.inputValue();
    expect(Date.parse(await until.inputValue()) - Date.parse(offered)).toBe(12 * 60 * 60_000);
    await from.fill("");
    await dialog.getByLabel("Why").fill("Asleep until the morning.");
    await dialog.getByRole("button", { name: "Name the deputy" }).click();
    await expect(dialog.getByText("Expected a day and a time in UTC, from when they sign.")).toBeVisible();
    await from.fill(offered);
    await dialog.getByRole("button", { name: "Name the deputy" }).click();
    await expect(dialog).toBeHidden();
    await expect(deputies).toContainText("signs now");
    const deputy = await enter("product");
    await deputy.goto(path);
    await region(deputy, cutover).getByRole("button", { name: "Answer and sign" }).click();
    const signing = deputy.getByRole("dialog");
    await expect(signing).toContainText(`as deputy for ${lead.name}`);
    await signing.getByRole("radio", { name: /^NO-GO/ }).check();
    await signing.getByLabel("What has to be mended").fill("The manifest.");
    await signing.getByRole("button", { name: /^Review and sign/ }).click();
    await enrolPasskeyAtSigning(deputy, "A deputy's key");
    await signing.getByRole("button", { name: "Sign with your passkey" }).click();
    await expect(signing).toBeHidden();
    const side = region(consumer, cutover).getByRole("article", { name: "Producer" });
    await expect(side).toContainText(`${people.product.name} as deputy for ${lead.name}`);
    await deputies.getByRole("button", { name: `Take back: ${people.product.name}` }).click();
    await own.getByLabel("Why").fill("Awake again.");
    await own.getByRole("button", { name: "Take it back" }).click();
    await expect(deputies).toContainText("taken back");
    await removePerson(admin, lead.name);
  });
});

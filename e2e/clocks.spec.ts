import { expect, type Page } from "@playwright/test";
import { expectNoBarrier } from "./support/barriers.ts";
import { test } from "./support/journey.ts";
import { people } from "./support/people.ts";
import { publishClocked } from "./support/rehearsal-pack.ts";
import {
  act,
  clockCard,
  declare,
  declareEnvelope,
  entry,
  openRoom,
  owedCard,
  submit,
} from "./support/room.ts";

const first = "Initial notice to every audience";

/** Fifteen minutes last fifteen seconds. */
const faster = async (page: Page) => {
  await page.getByLabel("Clocks (demonstration only)").selectOption("60");
};

test("[MKC-3.1] a first notice that nobody sends is reminded of, held by the console, missed, escalated, and explained before the end", async ({
  enter,
}) => {
  const commander = await enter("commander");
  await declareEnvelope(commander, { also: faster });
  const card = clockCard(commander, first);
  await expect(card).toContainText("Reminded", { timeout: 20_000 });
  await expect(card).toContainText("Holding notice sent");
  await expect(card).toContainText("Breached");
  await expect(card).toContainText("Incident commander told");
  await expect(card).toContainText("Not explained yet");
  await expect(entry(commander, 'Sent the notice "Holding notice" by itself')).toContainText(
    "it does not meet it",
  );
  await expect(entry(commander, "Reminder, 2 minutes before")).toBeVisible();
  await expect(owedCard(commander, /^Initial notice/)).toContainText("Until it is met there is no closing");

  const closing = await act(commander, "Close the incident");
  await expect(closing).toContainText("Until it is met there is no closing");
  await expect(closing).toContainText("Every missed deadline was explained");
  await closing.getByRole("button", { name: "Cancel" }).click();

  await card.getByRole("button", { name: first }).focus();
  await commander.keyboard.press("Enter");
  const history = commander.getByRole("dialog", { name: first });
  await expect(history).toContainText(
    "The console sent the holding notice by itself; it does not meet this clock",
  );
  await expect(history).toContainText("Escalated to Incident commander");
  await expectNoBarrier(commander);
  await history.getByRole("button", { name: "Say why it was late" }).click();
  await commander.getByLabel("Why was it missed?").fill("We looked at the wrong channel.");
  await submit(commander, "Record the explanation");
  await expect(card).toContainText(`Explained by ${people.commander.name}`);
  await expect(entry(commander, "explained the missed deadline")).toContainText(
    "We looked at the wrong channel.",
  );
  await commander.setViewportSize({ width: 390, height: 844 });
  for (const colorScheme of ["light", "dark"] as const) {
    await commander.emulateMedia({ colorScheme });
    await expectNoBarrier(commander);
  }
});

test("a clock that the protocol lets be paused stands still for everybody, with a reason, and its deadline moves", async ({
  enter,
}) => {
  const protocol = "Paused rehearsal";
  await publishClocked(protocol, { mayPause: { by: ["commander"], atMostMinutes: 30 } });
  const [commander, comms] = await Promise.all([enter("commander"), enter("comms")]);
  const reference = await declare(commander, {
    protocol,
    trigger: /^A field of the candidate payload drifted/,
    choose: "service.v3 candidate",
  });
  await openRoom(comms, reference);
  const pausing = await act(commander, `Pause: ${first}`);
  await expect(pausing).toContainText("At most 30 minutes in all");
  await pausing.getByLabel("Why does it have to wait?").fill("The mail server is being moved.");
  await submit(commander, "Pause the clock");
  await expect(clockCard(comms, first)).toContainText("Paused");
  await expect(clockCard(comms, first)).toContainText("stands still since");
  await expect(entry(comms, "paused the clock")).toContainText("The mail server is being moved.");
  await clockCard(comms, first).getByRole("button", { name: first }).click();
  const seen = comms.getByRole("dialog", { name: first });
  await expect(seen).toContainText(`Paused by ${people.commander.name}`);
  await expect(seen.getByRole("button", { name: "Let it run again" })).toHaveCount(0);
  await expectNoBarrier(comms);

  await clockCard(commander, first).getByRole("button", { name: first }).click();
  await commander
    .getByRole("dialog", { name: first })
    .getByRole("button", { name: "Let it run again" })
    .click();
  await commander.getByLabel("What has changed?").fill("It is moved.");
  await submit(commander, "Let it run");
  await expect(clockCard(commander, first)).toContainText("Moved from");
  await expect(clockCard(commander, first)).toContainText("Running");
  await expect(entry(commander, "Deadline moved")).toContainText("It stood still for that long.");
});

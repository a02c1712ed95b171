import { expect, type Page } from "@playwright/test";
import { expectNoBarrier } from "./support/barriers.ts";
import { test } from "./support/journey.ts";
import { people } from "./support/people.ts";
import {
  act,
  clockCard,
  declare,
  declareEnvelope,
  entry,
  openRoom,
  owedCard,
  pay,
  submit,
} from "./support/room.ts";

const declareDrift = (page: Page) =>
  declare(page, {
    protocol: "Service.v3 rollback",
    trigger: /^A field of the candidate payload drifted/,
    choose: "service.v3 candidate",
    title: "A field looks different",
  });

async function sets(page: Page, severity: RegExp, because: string): Promise<void> {
  const dialog = await act(page, "Raise or lower the severity");
  await dialog.getByRole("radio", { name: severity }).check();
  await dialog.getByLabel("Why?").fill(because);
  await submit(page, /^Make it /);
}

async function cancels(page: Page): Promise<void> {
  const dialog = await act(page, "Cancel: a false alarm");
  await dialog.getByLabel("How do you know that it was none?").fill("The probe itself was wrong.");
  await submit(page, "It was a false alarm");
}

test("[PT-1] [MKC-2] a commander raises the severity, gives a task, links the bridge, hands over, cancels a false alarm and reopens it", async ({
  enter,
}) => {
  const [commander, comms] = await Promise.all([enter("commander"), enter("comms")]);
  const reference = await declareDrift(commander);
  await openRoom(comms, reference);

  const dialog = await act(commander, "Raise or lower the severity");
  await expect(dialog.getByRole("radio", { name: /^SEV-3/ })).toBeDisabled();
  await expect(dialog).toContainText("SEV-3 is too low");
  await expect(dialog).toContainText("MKC-2.3");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await sets(commander, /^SEV-1/, "Half of all orders fail.");
  await expect(entry(comms, "raised the severity from SEV-2 to SEV-1")).toContainText(
    "Half of all orders fail.",
  );
  await sets(commander, /^SEV-2/, "It was a quarter.");
  await expect(entry(comms, "lowered the severity from SEV-1 to SEV-2")).toBeVisible();

  const given = await act(commander, "Give somebody a task");
  await given.getByLabel("What is to be done?").fill("Call the carrier");
  await given.getByLabel("By whom").selectOption({ label: `${people.comms.name} (Communications)` });
  await given.getByLabel("Due").selectOption({ label: "In 15 minutes" });
  await submit(commander, "Give the task");
  await pay(comms, "Call the carrier");
  await comms.getByLabel("What came of it?").fill("They know nothing of it.");
  await submit(comms, "Record it as done");
  await expect(commander.getByRole("region", { name: "Tasks" })).toContainText("Done");

  const bridge = await act(commander, "Link the bridge");
  await bridge.getByLabel("Address or telephone number").fill("http://meet.example/a");
  await bridge.getByRole("button", { name: "Link the bridge" }).click();
  await expect(bridge.getByRole("alert")).toContainText("begins with https:// or tel:");
  await bridge.getByLabel("Address or telephone number").fill("https://meet.example/a");
  await submit(commander, "Link the bridge");
  await expect(comms.getByRole("link", { name: "Bridge" })).toHaveAttribute("href", "https://meet.example/a");

  const handed = await act(commander, "Hand over command or a role");
  await handed
    .getByLabel("To", { exact: true })
    .selectOption({ label: `${people.comms.name} (Communications)` });
  await handed.getByLabel("How do things stand?").fill("The probe is suspect.");
  await submit(commander, "Hand over");
  const held = comms.getByRole("status").filter({ hasText: "You hold command" });
  await expect(held).toContainText(`from ${people.commander.name}`);
  await expect(held).toContainText("The probe is suspect.");
  await expect(entry(commander, `handed command over to ${people.comms.name}`)).toContainText(
    "The probe is suspect.",
  );
  const lane = commander.getByRole("region", { name: "Lanes" }).getByRole("listitem");
  await expect(lane.filter({ hasText: "Incident commander" })).toContainText(people.comms.name);
  await held.getByRole("button", { name: "I have it" }).click();
  await expect(held).toBeHidden();

  await cancels(comms);
  await expect(commander.getByRole("note").filter({ hasText: "Cancelled: a false alarm" })).toBeVisible();
  await expect(clockCard(comms, /^Initial/).first()).toContainText("No longer owed");
  await comms.goto("/");
  const dropped = comms.getByRole("region", { name: "Cancelled or merged last" });
  await expect(dropped.getByRole("listitem").filter({ hasText: reference })).toContainText("false alarm");

  await openRoom(comms, reference);
  const again = await act(comms, "Reopen the incident");
  await again.getByLabel("Why is it open again?").fill("It was none after all.");
  await submit(comms, "Reopen the incident");
  await expect(entry(commander, "reopened the incident")).toBeVisible();
  await expect(commander.getByRole("note").filter({ hasText: "Cancelled: a false alarm" })).toBeHidden();
});

test("who was promised an update hears of the false alarm first, and each blocker is named", async ({
  enter,
}) => {
  const [commander, comms] = await Promise.all([enter("commander"), enter("comms")]);
  const reference = await declareDrift(commander);
  await openRoom(comms, reference);
  await act(comms, "Write: Initial incident notice");
  await submit(comms, "Send the notice");
  await expect(clockCard(comms, /^Initial/).first()).toContainText("Met");
  const status = await act(comms, "Publish the status");
  await status.getByLabel("Headline").fill("We look into it");
  await status.getByLabel("What is happening, and when the next word comes").fill("Something is odd.");
  await submit(comms, "Publish");

  const early = await act(commander, "Cancel: a false alarm");
  await expect(early.getByRole("note")).toContainText("public status");
  await early.getByLabel("How do you know that it was none?").fill("I just know.");
  await early.getByRole("button", { name: "It was a false alarm" }).click();
  const refused = early.getByRole("alert");
  await expect(refused).toContainText("It cannot be cancelled yet");
  for (const blocker of ["public status", "waiting for it: Producer, Consumer, Stakeholders"])
    await expect(refused).toContainText(blocker);
  await early.getByRole("button", { name: "Cancel", exact: true }).click();

  const closing = await act(comms, "Write: Update");
  await closing.getByLabel("Notice", { exact: true }).selectOption({ label: "Closing notice" });
  await closing.getByRole("textbox").first().fill("It was a false alarm.");
  await submit(comms, "Send the notice");
  const over = await act(comms, "Publish the status");
  await over.getByRole("radio", { name: /^Resolved/ }).check();
  await over.getByLabel("Headline").fill("All is well");
  await over.getByLabel("What is happening, and when the next word comes").fill("It was a false alarm.");
  await submit(comms, "Publish");
  await expect(entry(commander, "It was a false alarm.").first()).toBeVisible();
  await commander.keyboard.press("Control+k");
  await commander.keyboard.type("false alarm");
  await commander.keyboard.press("Enter");
  await commander.getByLabel("How do you know that it was none?").fill("The probe itself was wrong.");
  await submit(commander, "It was a false alarm");
  await expect(entry(comms, "cancelled the incident: a false alarm")).toBeVisible();
});

test("[SM-4] a signer asks back, is answered, and a merged incident points to the one that goes on", async ({
  enter,
}) => {
  const [commander, producer] = await Promise.all([enter("commander"), enter("producer")]);
  const other = await declareEnvelope(commander);
  const reference = await declareEnvelope(commander);
  await openRoom(producer, reference);
  const proposal = await act(producer, "Propose the joint decision");
  await proposal.getByLabel("What risk remains?").fill("None is known.");
  await submit(producer, "Propose the decision");
  await producer.getByRole("link", { name: "Read and sign" }).click();
  await producer.getByText("Ask before you sign").click();
  await producer.getByLabel("Whom do you ask?").selectOption({ label: "Incident commander" });
  await producer.getByLabel("What do you need to know?").fill("Which release is live?");
  await producer.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(producer.getByText("Not answered yet.")).toBeVisible();
  await expectNoBarrier(producer);
  await expect(owedCard(commander, "Answer: Which release is live?")).toBeVisible();
  await pay(commander, "Answer: Which release is live?");
  await commander.getByLabel("Your answer").fill("1.5.0, everywhere.");
  await submit(commander, "Answer");
  await expect(producer.getByText("1.5.0, everywhere.")).toBeVisible();

  const link = await act(commander, "Link or merge with another incident");
  await link.getByLabel("The other incident").fill(other);
  await link.getByRole("radio", { name: /^Duplicate of it/ }).check();
  await link.getByLabel("What joins them?").fill("The same failure, seen twice.");
  await submit(commander, "Merge and close this one");
  const banner = commander.getByRole("note").filter({ hasText: "Closed as a duplicate" });
  await banner.getByRole("link", { name: other }).click();
  await expect(commander.getByRole("region", { name: "Linked incidents" })).toContainText(
    `has a duplicate: ${reference}`,
  );
});

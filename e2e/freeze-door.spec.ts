import { expect, type Page } from "@playwright/test";
import { freePort } from "#scripts/process/free-port.ts";
import { consoleForJourneys } from "#scripts/testing/console-for-journeys.ts";
import { expectNoBarrier } from "./support/barriers.ts";
import { holdpoint, holdpointWith } from "./support/command-line.ts";
import { guardedRepository } from "./support/git.ts";
import { test } from "./support/journey.ts";
import { people } from "./support/people.ts";
import { publishRehearsal } from "./support/rehearsal-pack.ts";
import { declare, openRoom, submit } from "./support/room.ts";
import { register } from "./support/services.ts";

const rehearsal = "Hook rehearsal";
const frozenTitle = "Only the rollback's owners merge and promote";
const { url } = consoleForJourneys();

const nobodysAddress = async () => `http://127.0.0.1:${await freePort()}`;

/** What nobody can suggest for a service without tags of its own. */
async function fillPins(page: Page): Promise<void> {
  for (const [label, value] of [
    ["Current tag and commit", "v1.5.0"],
    ["Commit of the tag", "fedcba9"],
    ["Rollback target: tag and commit", "v1.4.2"],
    ["Commit of the target", "0123456"],
  ] as const)
    await page.getByLabel(label).fill(value);
}

/** Makes a token on the settings screen, and gives the value that is shown once. */
async function makeToken(admin: Page, name: string): Promise<string> {
  await admin.goto("/");
  await admin.getByRole("button", { name: people.admin.name }).click();
  await admin.getByRole("menuitem", { name: "Tokens" }).click();
  await admin.getByRole("button", { name: "Make a token" }).click();
  await admin.getByLabel("Name").fill(name);
  await admin.getByRole("button", { name: "Make", exact: true }).click();
  const value = await admin.getByText(/^hpt_/).textContent();
  await admin.getByRole("button", { name: "I have kept it" }).click();
  await expect(admin.getByRole("listitem").filter({ hasText: name })).toContainText("never used");
  return value ?? "";
}

test("[PT-2] [MKC-2.3] a real git server's hook refuses a push while it is frozen, admits a rollback owner's and rollback work, and everybody's once it is lifted", async ({
  enter,
}) => {
  const [admin, producer] = await Promise.all([enter("admin"), enter("producer")]);
  const token = await makeToken(admin, "Git server");
  await expectNoBarrier(admin);
  await publishRehearsal(rehearsal, {
    title: frozenTitle,
    actions: ["promote", "merge"],
    admits: { roles: ["producer-lead"], work: ["rollback"] },
  });
  const service = await register(admin, "Warehouse");
  const place = { service, environment: "production", action: "merge" };
  const repository = await guardedRepository({ url, token, ...place });
  try {
    expect(await repository.push()).toMatchObject({ accepted: true });

    const reference = await declare(producer, {
      protocol: rehearsal,
      trigger: /^A field of the candidate/,
      choose: "service.v3 release",
      service: "Warehouse",
      also: fillPins,
    });
    const refused = await repository.push({ actor: people.commander.email });
    expect(refused.accepted).toBe(false);
    for (const words of [frozenTitle, "MKC-2.3", reference, `${url}/incidents/${reference}`, "Producer lead"])
      expect(refused.said).toContain(words);
    expect(await repository.commits()).toBe(1);

    expect(await repository.push({ actor: people.producer.email })).toMatchObject({ accepted: true });
    expect(await repository.push({ options: ["work=rollback"] })).toMatchObject({ accepted: true });
    expect((await repository.push({ options: ["work=incident"] })).accepted).toBe(false);
    expect(await repository.commits()).toBe(3);

    const said = await producer.getByRole("region", { name: "Freeze" }).textContent();
    await admin.goto("/services/warehouse");
    const shown = admin.getByRole("listitem").filter({ hasText: frozenTitle });
    for (const words of [
      "Warehouse: no promotions, no merges",
      "Admitted meanwhile: Producer lead, rollback work",
      "until the evidence “",
    ]) {
      await expect(shown).toContainText(words);
      expect(said).toContain(words);
    }

    await openRoom(producer, reference);
    await producer
      .getByRole("region", { name: "Evidence" })
      .getByRole("listitem")
      .filter({ hasText: "The mended payload, verified again" })
      .getByRole("button", { name: "Hand in" })
      .click();
    await producer.getByLabel("What does it prove?").fill("The payload is as agreed again");
    await producer.getByLabel("The output").fill("diff: none");
    await submit(producer, "Hand in");
    await expect(producer.getByRole("region", { name: "Freeze" })).toHaveCount(0);
    expect(await repository.push({ actor: people.commander.email })).toMatchObject({ accepted: true });
  } finally {
    await repository.remove();
  }
});

test("a hook whose token was revoked, or whose console does not answer, lets nothing through unless its owner chose so", async ({
  enter,
}) => {
  const admin = await enter("admin");
  const service = await register(admin, "Depot");
  const token = await makeToken(admin, "Short-lived hook");
  const place = { service, environment: "production", action: "claim" };
  const repository = await guardedRepository({ url, token, ...place });
  try {
    await admin.getByRole("button", { name: "Revoke Short-lived hook" }).click();
    await admin.getByRole("dialog").getByRole("button", { name: "Revoke", exact: true }).click();
    await expect(admin.getByRole("listitem").filter({ hasText: "Short-lived hook" })).toContainText(
      "revoked",
    );
    const revoked = await repository.push();
    expect(revoked).toMatchObject({ accepted: false, said: expect.stringContaining("revoked") });

    await repository.configure("holdpoint.url", await nobodysAddress());
    const unanswered = await repository.push();
    expect(unanswered).toMatchObject({ accepted: false, said: expect.stringContaining("did not answer") });
    await repository.configure("holdpoint.unanswered", "admit");
    expect(await repository.push()).toMatchObject({ accepted: true });
  } finally {
    await repository.remove();
  }
});

test("the command line makes a token and says by its exit whether something is free, asked wrongly, or not answered", async ({
  enter,
}) => {
  await register(await enter("admin"), "Archive");
  const made = await holdpoint("token", "create", "--name", "From the shell", "--scope", "freeze:read");
  const token = /hpt_[\w-]{43}/.exec(made.said)?.[0] ?? "";
  expect(made.code).toBe(0);
  const check = (...more: string[]) =>
    holdpointWith({ HOLDPOINT_TOKEN: token }, "freeze", "check", "--service", "archive", ...more);
  const asked = ["--environment", "production", "--action", "claim"];
  expect(await check(...asked)).toEqual({
    code: 0,
    said: "Nothing freezes this claim of archive, production.",
  });
  expect(await check("--environment", "production", "--action", "leap")).toMatchObject({
    code: 2,
    said: expect.stringContaining("deploy, promote, merge, claim"),
  });
  expect(await check("--environment", "moon", "--action", "claim")).toMatchObject({
    code: 2,
    said: expect.stringContaining("There is: production"),
  });
  expect(await check(...asked, "--url", await nobodysAddress())).toMatchObject({ code: 3 });
  expect(await holdpoint("freeze", "check", "--service", "archive", ...asked)).toMatchObject({
    code: 2,
    said: expect.stringContaining("HOLDPOINT_TOKEN"),
  });
});

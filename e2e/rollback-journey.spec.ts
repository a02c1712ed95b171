import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { withClient } from "#scripts/postgres/roles.ts";
import { journeyDatabase } from "#scripts/testing/console-for-journeys.ts";
import { holdpoint } from "./support/command-line.ts";
import { countersign } from "./support/countersign.ts";
import { test } from "./support/journey.ts";
import { mailAbout } from "./support/mail.ts";
import { enrolPasskeyAtSigning } from "./support/passkey.ts";
import { isAlive } from "./support/processes.ts";
import {
  act,
  clockCard,
  entry,
  hold,
  openRoom,
  owedCard,
  pay,
  runPanel,
  step,
  submit,
} from "./support/room.ts";
import * as shop from "./support/shop.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** The plan's commands as the shop registered them, filled in with the approved baseline by our own hand. */
function expectedCommands(): string[] {
  const filled: [string, string?][] = [
    ["application/rollback", "1.4.2"],
    ["policy/rollback", "v1.4.2"],
    ["configuration/rollback", "v1.4.2"],
    ["database/rollback", "42"],
    ["application/health"],
    ["application/version", "1.4.2"],
    ["application/smoke"],
    ["application/errors", "0.01"],
  ];
  const { actions } = JSON.parse(readFileSync(join(shop.shopFolder(), "actions.json"), "utf8")) as {
    actions: { id: string; argv: string[] }[];
  };
  return filled.map(([id, value = ""]) => {
    const argv = actions.find((action) => action.id === id)?.argv ?? [];
    const words = argv.map((word) => word.replace(/^\{\{\w+\}\}$/, value));
    // As a person would have to type them: the checkout may lie in a folder with a space in its name.
    return words.map((word) => (/[^\w./:=@-]/.test(word) ? `'${word}'` : word)).join(" ");
  });
}

async function handIn(page: Page, title: string, verb: string, ...flags: string[]): Promise<void> {
  const output = await shop.control(verb, ...flags);
  const item = page
    .getByRole("region", { name: "Evidence" })
    .getByRole("listitem")
    .filter({ hasText: title });
  await item.getByRole("button", { name: "Hand in" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What does it prove?").fill(`${verb} ended well`);
  await dialog.getByLabel("The output").fill(output);
  await submit(page, "Hand in");
  await expect(item).toContainText(sha256(output).slice(0, 4));
}

/** Signs with a passkey made on the way, which another signer of the party countersigns meanwhile, and gives the statement exactly as the dialog showed it then. */
async function signGo(page: Page, key: string, party: string, name: string): Promise<string> {
  await page.getByRole("radio", { name: "GO (rehearsal continuation)" }).check();
  await page.getByRole("button", { name: "Review and sign GO (rehearsal continuation)" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign GO (rehearsal continuation)" });
  await enrolPasskeyAtSigning(page, key);
  await expect(dialog.getByText("Your passkey waits for a countersignature")).toBeVisible();
  await countersign(page, party, name, key);
  await dialog.getByRole("button", { name: "Look again" }).click();
  await expect(dialog.getByRole("button", { name: "Sign with your passkey" })).toBeVisible();
  const shown = await dialog.getByLabel("Statement to sign").inputValue();
  await expect(dialog.getByText(`SHA-256 ${sha256(shown)}`)).toBeVisible();
  await dialog.getByRole("button", { name: "Sign with your passkey" }).click();
  await expect(dialog).toBeHidden();
  return shown;
}

/** Changes a stored text as the database's superuser may: with the log's own guards taken off meanwhile. */
async function alterText(reference: string, from: string, to: string): Promise<number[]> {
  return withClient((await journeyDatabase()).superuser, async (client) => {
    const guards = await client.query(
      `select quote_ident(tgname) as name from pg_trigger where tgrelid = '"LogEntry"'::regclass and not tgisinternal`,
    );
    const turn = async (how: string) => {
      for (const { name } of guards.rows) await client.query(`alter table "LogEntry" ${how} trigger ${name}`);
    };
    await client.query("begin");
    await turn("disable");
    const altered = await client.query(
      `update "LogEntry" set text = replace(text, $2, $3)
       where stream = $1 and text like '%' || $2 || '%' returning seq`,
      [reference, from, to],
    );
    await turn("enable always");
    await client.query("commit");
    return altered.rows.map((row) => Number(row.seq));
  });
}

test("a bad release is rolled back from the alarm to the decision that both sides signed", async ({
  enter,
  visit,
}) => {
  test.setTimeout(240_000);
  await shop.resetShop();
  const bad = await shop.askVersion();
  expect(bad).toMatchObject({ version: "1.5.0", schema: 43, config: "v1.5.0", policy: "v1.5.0" });
  expect(await shop.readSchema()).toEqual({ version: 43, hasDiscounts: true });
  expect(await shop.askHealth()).not.toBe("healthy");

  const [commander, producer, consumer, comms] = await Promise.all([
    enter("commander"),
    enter("producer"),
    enter("consumer"),
    enter("comms"),
  ]);
  const publicPage = await visit();
  await publicPage.goto("/status");

  const reference = await test.step("[MKC-1] [MKC-2] declare: what follows stands there first", async () => {
    await commander.goto("/incidents/new");
    await commander.getByRole("radio", { name: "Service.v3 rollback" }).check();
    await commander.getByRole("radio", { name: /^Error answers have the wrong envelope/ }).click();
    const follows = commander.getByRole("complementary", { name: "What follows" });
    await expect(follows.getByText("Severity SEV-1")).toBeVisible();
    await expect(follows.getByText("Roll back to the approved service.v2 baseline at once.")).toBeVisible();
    const clocks = follows.getByRole("region", { name: "Clocks that start" });
    await expect(clocks.getByRole("listitem")).toHaveText([
      /Initial notice to every audience.*MKC-3\.1.*15 min in all/,
      /Producer recommends the rollback.*MKC-3\.2.*30 min in all/,
      /Joint incident summary.*MKC-3\.4.*1 d in all/,
    ]);
    await expect(follows.getByRole("region", { name: "Who may roll back" })).toContainText("Ines Laurent");
    for (const lower of [/^SEV-2/, /^SEV-3/])
      await expect(commander.getByRole("radio", { name: lower })).toBeDisabled();
    for (const meaning of [
      "there is no safe way around it",
      "a validation has drifted",
      "a safe fallback works",
    ])
      await expect(commander.getByText(meaning).first()).toBeVisible();
    await commander.getByLabel("Service", { exact: true }).selectOption({ label: "Storefront, production" });
    await commander.getByRole("radio", { name: "service.v3 release" }).check();
    await commander.getByLabel(/^Current tag and commit/).fill("v1.5.0");
    await commander.getByLabel("Commit of the tag").fill(await shop.configurationCommit("v1.5.0"));
    await commander.getByLabel("Impact").fill("Every third order ends in an error nobody can read.");
    await commander.getByLabel("Immediate actions").fill("We go back to 1.4.2; Maya leads.");
    await commander.getByRole("button", { name: /^Declare SEV-1/ }).click();
    await expect(commander).toHaveURL(/\/incidents\/INC-/);
    return commander.url().split("/").at(-1) ?? "";
  });

  await test.step("the room is live: another browser sees an entry without a reload", async () => {
    for (const page of [producer, consumer, comms]) await openRoom(page, reference);
    await commander.getByLabel("What did you see, decide or run?").fill("Half of all answers are malformed.");
    const recorded = commander.waitForResponse((answer) => answer.request().method() === "POST");
    await commander.getByRole("button", { name: "Record" }).click();
    await recorded;
    await expect(entry(producer, "Half of all answers are malformed.")).toBeVisible();
    await expect(entry(commander, "Half of all answers are malformed.")).toHaveCount(1);
  });

  await test.step("[MKC-4] the initial notice goes out with its seven fields, and the clock is met by its receipts", async () => {
    const dialog = await act(comms, "Write: Initial incident notice");
    await expect(dialog.getByRole("region", { name: "Who it reaches" })).not.toContainText("nobody");
    await submit(comms, "Send the notice");
    for (const who of ["producer", "consumer", "stakeholder"] as const) {
      const { subject, text } = await mailAbout(who, reference);
      expect(subject).toBe(`SEV-1 ${reference}: Error answers have the wrong envelope`);
      expect(text).toContain(`Incident: ${reference} (SEV-1), identified `);
      expect(text).toContain("Trigger: Error answers have the wrong envelope");
      expect(text).toContain("Contract mode: service.v3 release");
      expect(text).toMatch(/Running now: v1\.5\.0 \(?[0-9a-f]{7,}/);
      expect(text).toMatch(/Rollback target: v1\.4\.2 \(?[0-9a-f]{7,}/);
      expect(text).toContain("Impact: Every third order ends in an error nobody can read.");
      expect(text).toContain("What we are doing: We go back to 1.4.2; Maya leads.");
      expect(text).toMatch(/Next update: 20\d\d-\d\d-\d\d \d\d:\d\d/);
    }
    for (const page of [comms, commander, consumer]) {
      const clock = clockCard(page, "Initial notice to every audience");
      await expect(clock).toContainText("Met");
      await expect(clock).toContainText(/mail accepted \d\d:\d\d:\d\d UTC/);
    }
  });

  await test.step("[MKC-3] the producer recommends the rollback in time", async () => {
    const dialog = await pay(producer, "Producer recommends the rollback");
    await dialog.getByLabel("Why do you recommend it?").fill("1.5.0 changed the error envelope.");
    await submit(producer, "Recommend the rollback");
    await expect(clockCard(consumer, "Producer recommends the rollback")).toContainText("Met");
  });

  await test.step("the exact commands are shown, and nothing starts without a hold", async () => {
    const dialog = await pay(commander, /^Start the rollback/);
    const shown = dialog.getByRole("list", { name: "Steps of the plan" }).getByRole("code");
    await expect(shown).toHaveText(expectedCommands());
    await expect(dialog.getByText(/a copy of it is kept first/)).toBeVisible();
    await dialog.getByLabel("Why do you roll back?").fill("MKC-2.1 asks for it at once.");
    await hold(commander, "Hold to start the rollback");
    await expect(dialog).toBeHidden();
    await expect(runPanel(consumer)).toContainText("running");
    await expect(runPanel(commander)).toContainText("verified", { timeout: 60_000 });
    for (const title of ["Switch the application back", "Undo the database migration", "The main path works"])
      await expect(step(consumer, title)).toContainText("Done");
  });

  await test.step("seen from outside the shop is another process, release, configuration, policy and schema", async () => {
    const good = await shop.askVersion();
    expect(good).toMatchObject({ version: "1.4.2", schema: 42, config: "v1.4.2", policy: "v1.4.2" });
    expect(good.pid).not.toBe(bad.pid);
    expect([await isAlive(good.pid), await isAlive(bad.pid)]).toEqual([true, false]);
    expect(await shop.readSchema()).toEqual({ version: 42, hasDiscounts: false });
    expect(await shop.configurationTree("HEAD")).toBe(await shop.configurationTree("v1.4.2"));
    expect(await shop.configurationTree("HEAD")).not.toBe(await shop.configurationTree("v1.5.0"));
    expect(await shop.askHealth()).toBe("healthy");
  });

  await test.step("[MKC-3] [MKC-5] the consumer confirms the re-pin and ratifies; both sides hand in their proof", async () => {
    await pay(consumer, "Consumer confirms the re-pin");
    await submit(consumer, "Confirm");
    await expect(clockCard(commander, "Consumer confirms the re-pin")).toContainText("Met");
    await handIn(producer, "Alignment", "producer-alignment");
    await handIn(producer, "Parity", "producer-parity");
    await handIn(producer, "Smoke tests of the producer", "producer-smoke");
    await handIn(consumer, "Handoff and pin of the consumer", "consumer-pin", "--tag", "v1.4.2");
    await handIn(consumer, "Contract tests of the consumer", "consumer-contract");
    await handIn(consumer, "The consumer's whole pipeline", "consumer-ci");
    await pay(consumer, /ratif/i);
    await submit(consumer, "Ratify");
    await expect(runPanel(commander)).not.toContainText("complete");
  });

  const signed =
    await test.step("[MKC-6] the producer proposes, and both sides sign with passkeys enrolled and countersigned on the way", async () => {
      const proposal = await pay(producer, "How do we go on?");
      await proposal.getByLabel("What risk remains?").fill("None that we know of.");
      await submit(producer, "Propose the decision");
      const statements: Record<string, string> = {};
      for (const [party, page, name] of [
        ["producer", producer, "Ines Laurent"],
        ["consumer", consumer, "David Chen"],
      ] as const) {
        await owedCard(page, "How do we go on?").getByRole("link", { name: "Read and sign" }).click();
        statements[party] = await signGo(page, `${party} key ${reference}`, party, name);
      }
      return statements;
    });

  await test.step("[MKC-6] the sealed record holds exactly what each side was shown, and the rollback is complete", async () => {
    for (const page of [consumer, producer]) {
      const seal = page.getByRole("status").filter({ hasText: "Sealed: GO (rehearsal continuation)" });
      await expect(seal).toBeVisible();
      await seal.getByText("The sealed record, exactly as it was signed").click();
      const record = JSON.parse(await seal.getByLabel("Sealed record").inputValue());
      expect(record).toMatchObject({ outcome: "go-rehearsal", go: true, cause: "same-answer" });
      for (const { party, statement, statementDigest, proof } of record.verdicts) {
        expect(statement).toBe(signed[party]);
        expect(statementDigest).toBe(sha256(signed[party] ?? ""));
        expect(proof.method).toBe("passkey");
      }
      expect(record.verdicts.map(({ party }: { party: string }) => party)).toEqual(["producer", "consumer"]);
    }
    await expect(runPanel(commander)).toContainText("complete");
  });

  await test.step("[MKC-6] the sealed record is read as a document on a phone, and taken along as Markdown", async () => {
    const reading = await consumer.context().newPage();
    await reading.setViewportSize({ width: 390, height: 844 });
    await reading.goto(consumer.url());
    await reading.getByRole("link", { name: "Read the record" }).click();
    await expect(reading.getByRole("region", { name: "Verdicts" })).toContainText("David Chen, passkey");
    const tooWide = await reading.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(tooWide, "pixels beyond the phone's right edge").toBeLessThanOrEqual(0);
    const taken = reading.waitForEvent("download");
    await reading.getByRole("link", { name: "Download as Markdown" }).click();
    const file = await taken;
    expect(file.suggestedFilename()).toMatch(new RegExp(`^${reference}-\\d+[.]md$`));
    const text = readFileSync(await file.path(), "utf8");
    for (const party of ["producer", "consumer"]) expect(text).toContain(sha256(signed[party] ?? ""));
    await reading.close();
  });

  await test.step("[MKC-6.4] the decision log lies in the repositories of both sides, and the record says where", async () => {
    const seal = consumer.getByRole("status").filter({ hasText: "Sealed: GO (rehearsal continuation)" });
    const record = JSON.parse(await seal.getByLabel("Sealed record").inputValue());
    for (const party of ["producer", "consumer"]) {
      const kept = seal.getByRole("listitem").filter({ hasText: new RegExp(`at ${party}:`, "i") });
      await expect(kept).toContainText("main is at");
      expect(await kept.textContent()).toContain(await shop.gitIn(party, "rev-parse", "main"));
      const text = await shop.gitIn(party, "show", `main:docs/decisions/${reference}-decisions.md`);
      for (const { statementDigest } of record.verdicts) expect(text).toContain(statementDigest.slice(0, 16));
    }
    await expect(async () => {
      await consumer.reload();
      await expect(seal).toContainText("Signed by the console's key", { timeout: 2_000 });
    }).toPass();
  });

  await test.step("the public reads it without a reload", async () => {
    const dialog = await act(comms, "Publish the status");
    await dialog.getByRole("radio", { name: "Resolved" }).check();
    await dialog.getByLabel("Headline").fill(`Orders work again (${reference})`);
    await dialog.getByLabel("What is happening, and when the next word comes").fill("Thank you for waiting.");
    await submit(comms, "Publish");
    await expect(publicPage.getByText(`Orders work again (${reference})`).first()).toBeVisible();
  });

  await test.step("[MKC-3] [MKC-4] the last word and the joint summary go out, and the incident closes", async () => {
    const closing = await act(comms, "Write: Closing notice");
    await closing.getByLabel("How it ended, and what was decided").fill("1.4.2 runs; both sides say GO.");
    await submit(comms, "Send the notice");
    expect((await mailAbout("stakeholder", `${reference} is over`)).text).toContain("both sides say GO");
    await openRoom(producer, reference);
    const summary = await pay(producer, "Joint incident summary");
    await summary.getByLabel("The document").fill("What happened, why, and what we changed.");
    await submit(producer, "Hand in");
    const close = await pay(commander, /^Close/);
    await close.getByLabel("What happened, in a sentence or two?").fill("Rolled back to 1.4.2.");
    await submit(commander, "Close the incident");
    for (const page of [commander, comms, producer])
      await expect(page.getByRole("note").filter({ hasText: "Closed" })).toBeVisible();
  });

  await test.step("the chain is whole; a row altered by a superuser is named", async () => {
    const whole = await holdpoint("verify", "--incident", reference);
    expect(whole).toMatchObject({ code: 0, said: expect.stringMatching(/the chain is whole\. \d+ entries/) });
    const [seq] = await alterText(reference, "None that we know of.", "None that we knew of.");
    expect(await holdpoint("verify", "--incident", reference)).toMatchObject({
      code: 1,
      said: expect.stringContaining(`${reference}: BROKEN at entry ${seq}:`),
    });
    await alterText(reference, "None that we knew of.", "None that we know of.");
    expect((await holdpoint("verify", "--incident", reference)).code).toBe(0);
  });
});

import { createHash, randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { countersign } from "./support/countersign.ts";
import { invite, ownPassword, removePerson } from "./support/invite.ts";
import { test } from "./support/journey.ts";
import { enrol, setUpCodes } from "./support/own-means.ts";
import { type Captured, capture, captureUnsent, changeAnswer, send } from "./support/requests.ts";
import { act, declareEnvelope, openRoom, submit } from "./support/room.ts";

const nadia = {
  name: "Nadia Petrova",
  email: "nadia@example.com",
  party: "Producer, MemoryKernel",
  role: "Producer lead",
};
const omar = {
  name: "Omar Haddad",
  email: "omar@example.com",
  party: "Consumer, AssistSupport",
  role: "Consumer lead",
};

async function chooseNoGo(page: Page, plan: string): Promise<void> {
  await page.getByRole("radio", { name: "NO-GO" }).check();
  await page.getByLabel("Remediation plan").fill(plan);
}

const digest = (text: string, encoding: "hex" | "base64url") =>
  createHash("sha256").update(text).digest(encoding);
const challengeOf = (statement: string) => digest(`holdpoint-statement-v1\n${statement}`, "base64url");

/** The statement as it stands in an action's answer: as text of its own, after its length in bytes. */
function statementIn(answer: string): string {
  const found = /:T([0-9a-f]+),(?=\{"answer")/.exec(answer);
  if (found === null) throw new Error(`The answer holds no statement: ${answer.slice(0, 300)}`);
  const rest = Buffer.from(answer.slice(found.index + found[0].length));
  return rest.subarray(0, Number.parseInt(found[1] ?? "", 16)).toString();
}

/** Another severity is signed than the page shows, and digest and challenge are made to fit. */
function withOtherSeverity(answer: string): string {
  const statement = statementIn(answer);
  const other = statement.replace(/"severity":"SEV-\d"/, '"severity":"SEV-4"');
  return answer
    .replace(statement, () => other)
    .replace(digest(statement, "hex"), digest(other, "hex"))
    .replace(challengeOf(statement), challengeOf(other));
}

/** The text is as it was, and the passkey is asked to sign another. */
const withOtherChallenge = (answer: string): string =>
  answer.replace(challengeOf(statementIn(answer)), challengeOf("another"));

/** Chooses NO-GO and opens the dialog that shows what is signed. */
async function reviewNoGo(page: Page, plan: string) {
  await chooseNoGo(page, plan);
  await page.getByRole("button", { name: "Review and sign NO-GO" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign NO-GO" });
  await expect(dialog.getByLabel("Statement to sign")).not.toHaveValue("");
  return dialog;
}

const side = (page: Page, party: string) =>
  page.getByRole("region", { name: "Verdicts so far" }).getByRole("article", { name: party });

async function handInAPin(page: Page, reference: string): Promise<Captured> {
  await openRoom(page, reference);
  const row = page
    .getByRole("region", { name: "Evidence" })
    .getByRole("listitem")
    .filter({ hasText: "Handoff and pin" });
  await row.getByRole("button", { name: "Hand in" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What does it prove?").fill("We run on the old pin.");
  await dialog.getByLabel("The output").fill("pinned to v1.4.2");
  return capture(page, () => submit(page, "Hand in"));
}

test("[MKC-6] a verdict counts once, from the right side, over exactly what that side was shown", async ({
  enter,
  visit,
}) => {
  const [admin, commander, producer, consumer] = [
    await enter("admin"),
    await enter("commander"),
    await visit(),
    await visit(),
  ];
  await invite(admin, producer, nadia);
  await invite(admin, consumer, omar);
  await enrol(producer);
  await countersign(producer, "producer", nadia.name);
  await enrol(consumer);
  await countersign(consumer, "consumer", omar.name);
  const codes = await setUpCodes(consumer);
  const reference = await declareEnvelope(commander);
  const evidence = await handInAPin(consumer, reference);
  await openRoom(producer, reference);
  const proposal = await act(producer, "Propose the joint decision");
  await proposal.getByLabel("What risk remains?").fill("Much.");
  await submit(producer, "Propose the decision");
  await producer.getByRole("link", { name: "Read the packet and sign" }).click();
  await expect(side(producer, "Producer")).toContainText("waiting");
  for (const page of [commander, consumer]) await page.goto(producer.url());

  await test.step("whoever belongs to neither side reads along, and is refused by rule", async () => {
    await expect(commander.getByRole("note").filter({ hasText: "You read along" })).toBeVisible();
    await expect(commander.getByRole("radio")).toHaveCount(0);
    await producer.getByRole("radio", { name: "NO-GO" }).check();
    await producer.getByLabel("Remediation plan").fill("None yet.");
    const review = producer.getByRole("button", { name: "Review and sign NO-GO" });
    const opening = await capture(producer, () => review.click());
    const told = await send(opening, { by: commander });
    expect(told).toMatchObject({ refusal: { code: "unauthorised", rule: "MKC-6" } });
    expect((await send(opening, { by: await enter("sre") })).refusal?.code).toBe("unauthorised");
    const go = await send(opening, { by: producer, input: { answer: "go-rehearsal" } });
    expect(go).toMatchObject({ refusal: { code: "rule", rule: "MKC-6.1" } });
    await producer.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  });

  await test.step("what is to be signed was changed on its way: the page says so, and nothing is signed", async () => {
    const altered: [(answer: string) => string, RegExp][] = [
      [withOtherSeverity, /Severity: the page shows "SEV-\d", you would sign "SEV-4"/],
      [withOtherChallenge, /Your passkey was asked to sign something other than this text/],
    ];
    for (const [alter, sentence] of altered) {
      await chooseNoGo(producer, "Mend the envelope first.");
      const review = producer.getByRole("button", { name: "Review and sign NO-GO" });
      await changeAnswer(producer, () => review.click(), alter);
      const dialog = producer.getByRole("dialog", { name: "Sign NO-GO" });
      await expect(dialog.getByRole("alert")).toContainText("What you would sign is not what the page shows");
      await expect(dialog.getByRole("alert")).toContainText(sentence);
      await expect(dialog.getByRole("button", { name: /^Sign/ })).toHaveCount(0);
      await dialog.getByRole("button", { name: "Close" }).click();
    }
    await commander.reload();
    await expect(side(commander, "Producer")).toContainText("waiting");
  });

  const kept =
    await test.step("the packet moves between display and signing: the page says so, and the signature is void", async () => {
      const dialog = await reviewNoGo(producer, "Mend the envelope first.");
      const signature = await captureUnsent(producer, () =>
        dialog.getByRole("button", { name: "Sign with your passkey" }).click(),
      );
      await expect(dialog).toBeHidden();
      const again = await reviewNoGo(producer, "Mend the envelope first.");
      const superseded = await send(evidence, {
        by: consumer,
        input: { body: "pinned to v1.5.0 after all" },
      });
      expect(superseded.ok).toBe(true);
      await expect(again.getByRole("alert")).toContainText("The packet has changed since you opened this");
      await expect(again.getByRole("button", { name: "Sign with your passkey" })).toHaveCount(0);
      const told = await send(signature, { by: producer });
      expect(told).toMatchObject({ refusal: { code: "stale", rule: "MKC-6" } });
      await again.getByRole("button", { name: "Close" }).click();
      await commander.reload();
      await expect(side(commander, "Producer")).toContainText("waiting");
      return signature;
    });

  await test.step("a signature that was used, or is another's, signs nothing", async () => {
    expect(await send(kept, { by: producer })).toMatchObject({ refusal: { code: "stale" } });
    const dialog = await reviewNoGo(producer, "Mend the envelope first.");
    const open = await captureUnsent(producer, () =>
      dialog.getByRole("button", { name: "Sign with your passkey" }).click(),
    );
    await expect(dialog).toBeHidden();
    for (const thief of [consumer, commander]) expect((await send(open, { by: thief })).ok).toBe(false);
    const genuine = await reviewNoGo(producer, "Mend the envelope first.");
    const signed = await capture(producer, () =>
      genuine.getByRole("button", { name: "Sign with your passkey" }).click(),
    );
    await expect(side(producer, "Producer")).toContainText("NO-GO");
    await expect(side(producer, "Producer")).toContainText("passkey");
    const repeated = await send(signed, { by: producer, key: signed.key });
    expect(repeated.ok).toBe(true);
    for (const key of [randomUUID(), randomUUID()])
      expect(await send(signed, { by: producer, key })).toMatchObject({ ok: false });
    expect((await send(open, { by: producer })).ok).toBe(false);
  });

  await test.step("a packet that moves after a signature: its side is told that it counts no more, and what changed", async () => {
    const superseded = await send(evidence, { by: consumer, input: { body: "pinned to v1.6.0 in the end" } });
    expect(superseded.ok).toBe(true);
    const told = producer.getByRole("note").filter({ hasText: "Your side's signature counts no more" });
    await expect(told).toContainText(`${nadia.name} signed NO-GO`);
    await expect(told).toContainText("Handoff and pin of the consumer: handed in anew");
    await commander.reload();
    await expect(side(commander, "Producer")).toContainText("waiting");
    await expect(commander.getByRole("note").filter({ hasText: "Producer's signature" })).toBeVisible();
    const again = await reviewNoGo(producer, "Mend the envelope first.");
    await again.getByRole("button", { name: "Sign with your passkey" }).click();
    await expect(side(producer, "Producer")).toContainText("passkey");
    await expect(told).toHaveCount(0);
  });

  await test.step("where the passkey is not at hand, password and one-time code sign, and it says so wherever it shows", async () => {
    await consumer.reload();
    const dialog = await reviewNoGo(consumer, "We stay on the old pin.");
    await dialog.getByText("Your passkey is not at hand?").click();
    await dialog.getByLabel("Password").fill(ownPassword);
    await dialog.getByLabel("One-time code").fill("000000");
    await dialog.getByRole("button", { name: "Sign, server-attested" }).click();
    await expect(dialog.getByRole("alert")).toContainText("The password or the code is not right.");
    await commander.reload();
    await expect(side(commander, "Consumer")).toContainText("waiting");
    await dialog.getByLabel("Password").fill(ownPassword);
    await dialog.getByLabel("One-time code").fill(codes.generate({ timestamp: Date.now() + 30_000 }));
    await dialog.getByRole("button", { name: "Sign, server-attested" }).click();
    const seal = consumer.getByRole("status").filter({ hasText: "Sealed: NO-GO" });
    await expect(seal).toBeVisible();
    await expect(side(consumer, "Consumer")).toContainText("server-attested");
    await expect(side(commander, "Consumer")).toContainText("server-attested");
    await seal.getByText("The sealed record, exactly as it was signed").click();
    const record = JSON.parse(await seal.getByLabel("Sealed record").inputValue());
    expect(record).toMatchObject({ go: false, outcome: "no-go" });
    expect(record.verdicts.map((one: { proof: { method: string } }) => one.proof.method)).toEqual([
      "passkey",
      "server-attested",
    ]);
  });

  for (const { name } of [nadia, omar]) await removePerson(admin, name);
});

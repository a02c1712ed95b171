import { expect, type Page } from "@playwright/test";
import { withClient } from "#scripts/postgres/roles.ts";
import { variableName } from "#scripts/testing/console-for-journeys.ts";
import { serveTwoConsoles } from "#scripts/testing/two-consoles.ts";
import { test } from "./support/journey.ts";
import { mailsOf } from "./support/mail.ts";
import { isAlive, processesWith } from "./support/processes.ts";
import {
  declare,
  entry,
  expectLive,
  openRoom,
  pay,
  runPanel,
  startRollback,
  step,
  submit,
  writeNote,
} from "./support/room.ts";
import * as shop from "./support/shop.ts";

type Two = Awaited<ReturnType<typeof serveTwoConsoles>>;

let two: Two;
const usual = process.env[variableName];

test.beforeAll(async () => {
  test.setTimeout(240_000);
  two = await serveTwoConsoles();
  process.env[variableName] = JSON.stringify(two.journeys);
});
test.afterAll(async () => {
  process.env[variableName] = usual;
  await two?.stop();
});

type Entry = { type: string; facts: Record<string, unknown> };

/** The incident's log as the database holds it. */
const entriesOf = (reference: string): Promise<Entry[]> =>
  withClient(two.superuserUrl, async (client) => {
    const { rows } = await client.query<{ header: string; facts: string }>(
      `SELECT header, facts FROM "LogEntry" WHERE stream = $1 ORDER BY seq`,
      [reference],
    );
    return rows.map(({ header, facts }) => ({ type: JSON.parse(header).type, facts: JSON.parse(facts) }));
  });

/** The process that holds the run's last step, as the step's own entry names it. */
async function holderOf(reference: string): Promise<number> {
  const started = (await entriesOf(reference)).findLast(({ type }) => type === "StepStarted");
  return Number(String(started?.facts.worker).split("/")[1]);
}

async function inDoubt(page: Page): Promise<void> {
  await expect(runPanel(page)).toContainText("asking a person", { timeout: 40_000 });
  await expect(step(page, "Switch the application back")).toContainText("In doubt");
}

test("[SM-4.1] two web processes and two workers on one Postgres: one of each is killed during a P0 rollback, and it ends well", async ({
  enter,
  complaints,
}) => {
  complaints.provoke(/net::ERR_/);
  await shop.setFault("rollback-application", "hang");
  const sre = await enter("sre");
  // Reads at the first console itself, while the other works at the second.
  const lead = await enter("sreLead", { baseURL: two.first.url });
  const reference = await declare(sre, { protocol: "MVP-4-GA rollback", trigger: /^Global outage/ });
  await openRoom(lead, reference);
  await pay(sre, "On-call SRE starts the rollback at once");
  await startRollback(sre, "Nothing answers any more.");
  await expect(runPanel(lead)).toContainText("makes it hang until it is ended", { timeout: 30_000 });
  await writeNote(sre, "Written through the second, just before it died.");
  await expect(entry(lead, "Written through the second")).toBeVisible();

  const running = () => processesWith("rollback-application", shop.shopFolder());
  expect(await running()).not.toEqual([]);
  const holder = await holderOf(reference);
  expect([two.first.processOf("worker"), two.second.processOf("worker")]).toContain(holder);
  process.kill(holder, "SIGKILL");
  process.kill(two.second.processOf("web"), "SIGKILL");
  await expect.poll(running, { message: "the step's processes" }).toEqual([]);
  for (const page of [lead, sre]) await inDoubt(page);
  await expectLive(sre);
  expect((await shop.askVersion()).version).toBe("1.5.0");
  await shop.setFault("rollback-application", "off");
  await runPanel(sre).getByRole("button", { name: "Look and decide" }).click();
  const dialog = sre.getByRole("dialog", { name: /in doubt/ });
  await dialog.getByRole("radio", { name: "Retry" }).check();
  await dialog.getByLabel("What did you see, and why do you choose this?").fill("1.5.0 still answers.");
  await submit(sre, "Record the ruling");
  for (const page of [sre, lead]) await expect(runPanel(page)).toContainText("complete", { timeout: 60_000 });

  expect(await shop.askVersion()).toMatchObject({ version: "1.4.2", policy: "v1.4.2", schema: 42 });
  await expectOnceEach(reference, holder);
  // Whoever was killed is back.
  for (const one of [two.first, two.second])
    for (const name of ["web", "worker"] as const)
      await expect.poll(() => isAlive(one.processOf(name)), { timeout: 20_000 }).toBe(true);
});

/** Each step was begun once, the one in doubt once more because a person said so, and by somebody else; everybody was told once. */
async function expectOnceEach(reference: string, killed: number): Promise<void> {
  const entries = await entriesOf(reference);
  const started = entries.filter(({ type }) => type === "StepStarted").map(({ facts }) => facts);
  expect(started.filter(({ attempt }) => attempt === 2).map((facts) => facts.step)).toEqual(["application"]);
  expect(new Set(started.map((facts) => `${facts.step}#${facts.attempt}`)).size).toBe(started.length);
  expect(started.filter((facts) => String(facts.worker).includes(`/${killed}/`))).toHaveLength(1);
  expect(entries.filter(({ type }) => type === "StepInDoubt")).toHaveLength(1);
  const breached = entries
    .filter(({ type }) => type === "ClockBreached")
    .map(({ facts }) => `${facts.clock}#${facts.occurrence}`);
  expect(new Set(breached).size).toBe(breached.length);
  const subjects = (await mailsOf("sreLead"))
    .map(({ subject }) => subject)
    .filter((subject) => subject.includes(reference));
  expect(new Set(subjects).size).toBe(subjects.length);
}

import { afterAll, beforeAll, expect, it } from "vitest";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { listInbox } from "#lib/store/inbox.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { readInboxUntil } from "../inbox/read-inbox.ts";
import { savePreferences } from "../people/preferences.ts";
import { declared, sentInitial, serviceV3 } from "../testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "../testing/stage.ts";

let stage: Stage;

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  stage = await setStage();
  // Quiet from a minute ago for nearly a whole day, whatever time it is.
  const now = new Date(await databaseNow());
  const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
  const quiet = { quietFrom: (minute + 1439) % 1440, quietUntil: (minute + 1400) % 1440, timeZone: "UTC" };
  for (const name of ["priya", "stan"] as const)
    accepted(await savePreferences(asking(stage)(name), { order: ["mail"], ...quiet }));
});
afterAll(disconnectStore);

async function noticed(severity: string, trigger: string) {
  const reference = await declared(stage, await serviceV3(stage, { severity, trigger }));
  await sentInitial(stage, reference);
  const [notice] = (await stateOf(reference)).notices;
  return { reference, told: notice?.deliveries.map(({ person }) => person) ?? [] };
}
const inboxOf = async (person: string, reference: string) =>
  (await listInbox(person)).filter((message) => message.reference === reference);

it("quiet hours keep a notice to the inbox, but never from the last one of an audience, and the record says so", async () => {
  const { priya, paul, stan } = stage.cast;
  const { reference, told } = await noticed("SEV-3", "payload-drift").catch(() =>
    noticed("SEV-2", "payload-drift"),
  );
  expect(told).toContain(paul);
  expect(told).not.toContain(priya);
  expect(told, "nobody else is a stakeholder").toContain(stan);
  expect(await inboxOf(priya, reference)).toMatchObject([{ kind: "notice", readAt: null }]);
});

it("quiet hours never silence a critical incident", async () => {
  const { told } = await noticed("SEV-1", "envelope-mismatch");
  expect(told).toEqual(expect.arrayContaining([stage.cast.priya, stage.cast.paul, stage.cast.stan]));
});

it("what was read is no longer new, and what came since is", async () => {
  const { priya } = stage.cast;
  const before = await noticed("SEV-1", "envelope-mismatch");
  accepted(await readInboxUntil(asking(stage)("priya"), { until: await databaseNow() }));
  const after = await noticed("SEV-1", "envelope-mismatch");
  expect((await inboxOf(priya, before.reference))[0]?.readAt).not.toBeNull();
  expect((await inboxOf(priya, after.reference))[0]?.readAt).toBeNull();
});

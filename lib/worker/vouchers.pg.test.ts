import { afterAll, beforeAll, expect, it } from "vitest";
import { keepPasskey } from "#lib/auth/signature/keep-passkey.ts";
import { revokeOwnPasskey } from "#lib/auth/signature/revocation.ts";
import { softwareAuthenticator } from "#lib/auth/signature/testing/authenticator.ts";
import { accepted, add, as } from "#lib/commands/checkpoint/testing/sides.ts";
import type { CommandContext } from "#lib/commands/context.ts";
import { removePerson } from "#lib/commands/people/remove.ts";
import { setRoster } from "#lib/commands/people/set-roster.ts";
import { publishBuiltInPacks } from "#lib/commands/protocols/publish-built-in.ts";
import { enrolKey, type OwnKey, ownKey, vouch } from "#lib/commands/testing/own-key.ts";
import { readCountersignatures } from "#lib/queries/countersignatures.ts";
import { readInbox } from "#lib/queries/inbox.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { openMailServer } from "./testing/mail-server.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { until } from "./testing/until.ts";

type Person = CommandContext["actor"];
let database: TestDatabase;
let mail: Awaited<ReturnType<typeof openMailServer>>;
let alex: Person;
let carl: Person;
let dora: Person;
let petra: Person;
let nils: Person;
let olaf: Person;
const keys = new Map<string, OwnKey>();

/** Carl is the consumer's first and countersigned Dora's; Petra is the producer's. */
beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  await publishBuiltInPacks();
  mail = await openMailServer();
  alex = await add("alex", { isAdministrator: true });
  carl = await add("carl", { party: "consumer" });
  dora = await add("dora", { party: "consumer" });
  petra = await add("petra", { party: "producer" });
  for (const { id } of [carl, dora, petra]) keys.set(id, await ownKey(id));
  nils = await add("nils", { party: "consumer" });
  olaf = await add("olaf", {});
});
afterAll(async () => {
  await endWorkers();
  await mail.close();
  await disconnectStore();
});

const told = async ({ id }: Person) => (await readInbox({ personId: id })).messages.map(({ title }) => title);
const about = (name: string) => `A passkey of ${name} waits for your countersignature`;
const mails = (name: string) =>
  mail.received.flatMap(({ to, subject }) => (subject === about(name) ? [to] : [])).sort();
const jobs = () =>
  withClient(database.superuser, async (client) => {
    const asked = "SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'tell-voucher'";
    return (await client.query(asked)).rows.length;
  });
const allSent = () => until("every job is done", async () => (await jobs()) === 0);
function keyOf({ id }: Person): OwnKey {
  const key = keys.get(id);
  if (key === undefined) throw new Error("has a passkey");
  return key;
}
const vouches = (by: Person, credentialId: string) =>
  vouch({ personId: by.id, key: keyOf(by) }, credentialId);
const moves = async ({ id: personId }: Person, party: string | null) =>
  accepted(await setRoster(as(alex), { personId, party, roles: [], onCallRoles: [] }));
const revokes = async (who: Person, { credentialId } = keyOf(who)) =>
  accepted(await revokeOwnPasskey({ personId: who.id, name: "", email: "" }, credentialId));

it("an enrolment that was rolled back has told nobody, and one that was kept tells all who may countersign it", async () => {
  const before = await jobs();
  const { credentialId, publicKeyCose, algorithm } = softwareAuthenticator("P-256");
  const passkey = { credentialId, publicKeyCose, algorithm, personId: nils.id };
  const undone = withTransaction(async (tx) => {
    await keepPasskey(tx, { ...passkey, counter: 0, transports: [], label: "key ring" });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect([await told(dora), await jobs()]).toEqual([[], before]);
  keys.set(nils.id, await enrolKey(nils.id));
  for (const one of [carl, dora]) expect(await told(one)).toContain(about("nils"));
  for (const one of [petra, nils]) expect(await told(one)).toEqual([]);
  expect(await jobs()).toBe(before + 2);
});

it("whoever may countersign a passkey is told by mail, once, with the way there; what they cannot countersign any more is not told", async () => {
  const eve = await add("eve", { party: "consumer" });
  await revokes(eve, await enrolKey(eve.id));
  const fay = await add("fay", { party: "consumer" });
  await ownKey(fay.id);
  expect(await told(fay)).toEqual([about("nils")]);
  await moves(fay, null);
  await startWorker({
    WORKER_DATABASE_URL: database.worker,
    HOLDPOINT_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    HOLDPOINT_MAIL_FROM: "holdpoint@example.com",
    HOLDPOINT_URL: "https://holdpoint.test",
  });
  await allSent();
  expect(mails("nils")).toEqual(["carl@example.com", "dora@example.com"]);
  for (const { text } of mail.received) expect(text).toContain("https://holdpoint.test/settings/security");
  expect(await told(carl)).toEqual(expect.arrayContaining([about("dora"), about("eve")]));
  expect([...mails("dora"), ...mails("eve"), ...mails("fay")]).toEqual([]);
  const [message] = (await readInbox({ personId: dora.id })).messages;
  expect(message?.place).toEqual({ title: "Settings, Security", address: "/settings/security" });
});

it("whoever may countersign only since the roster changed is told then, and nobody a second time", async () => {
  const { credentialId } = await enrolKey(olaf.id);
  expect(await told(petra)).toEqual([]);
  await moves(olaf, "producer");
  expect(await told(petra)).toEqual([about("olaf")]);
  await revokes(carl);
  expect(await told(petra)).toEqual([about("olaf")]);
  accepted(await removePerson(as(alex), { personId: dora.id }));
  expect((await told(petra)).sort()).toEqual([about("nils"), about("olaf")]);
  const { queue } = await readCountersignatures(petra.id);
  expect(queue.map(({ person }) => person).sort()).toEqual(["nils", "olaf"]);
  await allSent();
  expect(mails("olaf")).toEqual(["petra@example.com"]);
  expect(mails("nils")).toEqual(["carl@example.com", "dora@example.com", "petra@example.com"]);
  await vouches(petra, credentialId);
});

it("whoever may countersign only since a passkey was countersigned or revoked is told then", async () => {
  const uma = await add("uma", { party: "producer" });
  await enrolKey(uma.id);
  expect(await told(petra)).toContain(about("uma"));
  expect(await told(olaf)).toContain(about("uma"));
  const ulf = await add("ulf", { party: "producer" });
  const { credentialId } = await enrolKey(ulf.id);
  expect(await told(ulf)).toEqual([]);
  await vouches(petra, credentialId);
  expect((await told(ulf)).sort()).toEqual([about("nils"), about("uma")]);
  await vouches(petra, keyOf(nils).credentialId);
  for (const { id: personId } of [olaf, ulf]) accepted(await removePerson(as(alex), { personId }));
  expect(await told(nils)).toEqual([]);
  await revokes(petra);
  expect(await told(nils)).toEqual([about("uma")]);
  await allSent();
  expect(mails("uma")).toContain("nils@example.com");
});

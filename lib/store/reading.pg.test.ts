import { afterAll, beforeAll, expect, it } from "vitest";
import type { NewEvent } from "#lib/domain/incident/events/index.ts";
import { newId } from "#lib/platform/ids.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { isVisible, readLastResolved, readOpenIncidents } from "./board.ts";
import { connectStore, disconnectStore } from "./client.ts";
import { createEndpoint, findEndpointsFor, listEndpoints, setEndpointActive } from "./endpoints.ts";
import { readActiveFreezes } from "./freezes.ts";
import { beat, endHeartbeat, isMailSent, youngestHeartbeat } from "./heartbeats.ts";
import { findActions, publishActions } from "./registered-actions.ts";
import { createService, findServices, listServices, updateCurrent } from "./services.ts";
import { readPublications, readPublicServices } from "./status.ts";
import { append, declareOne } from "./testing/incident.ts";
import { people } from "./testing/telling.ts";
import { databaseNow, withTransaction } from "./transaction.ts";

beforeAll(async () => {
  connectStore((await testDatabase()).app);
});
afterAll(disconnectStore);

const participant = { personId: people[0], isAuditor: false };
const outsider = { personId: newId(), isAuditor: false };
const auditor = { personId: newId(), isAuditor: true };

function clock(name: string, dueAt: string): NewEvent {
  const instants = { startedAt: dueAt, atRiskAt: dueAt, dueAt };
  return { type: "ClockStarted", facts: { clock: name, occurrence: 1, rule: null, ...instants }, text: {} };
}

it("the board shows open incidents to those who have a part in them and to auditors, with the clock due first", async () => {
  const reference = await declareOne("On the board");
  await append(
    reference,
    clock("later", "2026-01-01T12:00:00.000Z"),
    clock("sooner", "2026-01-01T11:00:00.000Z"),
  );
  await append(reference, {
    type: "ClockMet",
    facts: { clock: "sooner", occurrence: 1, bySeq: 2 },
    text: {},
  });
  const [row] = await readOpenIncidents(participant);
  expect(row).toMatchObject({
    reference,
    title: "On the board",
    nextClock: { clock: "later" },
    commander: people[0],
  });
  expect(await readOpenIncidents(auditor)).toHaveLength(1);
  expect(await readOpenIncidents(outsider)).toEqual([]);
  const seen = [participant, auditor, outsider].map((reader) => isVisible(reference, reader));
  expect(await Promise.all(seen)).toEqual([true, true, false]);
});

it("a closed incident moves to the resolved, and a lifted freeze from the board", async () => {
  const reference = await declareOne("Closing");
  const freeze: NewEvent = {
    type: "FreezeSet",
    facts: { freeze: "promotion", rule: "MKC-2", services: [newId()], actions: ["deploy"] },
    text: {},
  };
  await append(reference, freeze);
  expect((await readActiveFreezes()).map((one) => one.reference)).toEqual([reference]);
  await append(
    reference,
    { type: "FreezeLifted", facts: { freeze: "promotion" }, text: {} },
    { type: "IncidentClosed", facts: {}, text: { summary: "Done" } },
  );
  expect(await readActiveFreezes()).toEqual([]);
  expect((await readOpenIncidents(participant)).map((one) => one.reference)).not.toContain(reference);
  expect((await readLastResolved(participant)).map((one) => one.reference)).toEqual([reference]);
});

it("the public reads what a person published and the public names of services, and nothing of the incident", async () => {
  const reference = await declareOne("canary-inside");
  const named = { name: "Inside", ownerRole: "sre-lead", environments: [] };
  const shown = await withTransaction((tx) =>
    createService(tx, { ...named, key: "storefront", publicName: "Shop" }),
  );
  await withTransaction((tx) => createService(tx, { ...named, key: "hidden", publicName: null }));
  const services = [{ id: shown.id, health: "outage" as const }];
  await append(reference, {
    type: "StatusPublished",
    facts: { publication: newId(), state: "investigating", services },
    text: { title: "We look into it", body: "More soon" },
  });
  const publications = await readPublications();
  expect(publications).toMatchObject([{ title: "We look into it", state: "investigating", services }]);
  const everything = JSON.stringify([publications, await readPublicServices()]);
  expect(await readPublicServices()).toEqual([{ id: shown.id, publicName: "Shop" }]);
  for (const internal of ["canary-inside", reference, "Inside", "hidden"])
    expect(everything).not.toContain(internal);
});

it("a service keeps its baseline and says what runs now", async () => {
  const environment = { name: "production", baseline: { release: "1.4.2" }, current: { release: "1.5.0" } };
  const { id } = await withTransaction((tx) =>
    createService(tx, {
      key: "api",
      name: "API",
      publicName: null,
      ownerRole: "r",
      environments: [environment],
    }),
  );
  await withTransaction((tx) =>
    updateCurrent(tx, { serviceId: id, environment: "production" }, { release: "1.4.2" }),
  );
  const expected = [{ ...environment, current: { release: "1.4.2" } }];
  expect((await findServices([id]))[0]?.environments).toEqual(expected);
  expect((await listServices()).map(({ key }) => key)).toContain("api");
  const unknown = withTransaction((tx) => updateCurrent(tx, { serviceId: id, environment: "none" }, {}));
  await expect(unknown).rejects.toMatchObject({ code: "not-found" });
});

it("endpoints speak for an audience while they are active, and their secret stays sealed", async () => {
  const hook = { title: "Hook", url: "https://example.com", sealedSecret: "v1.a.b", audience: "consumer" };
  const id = await withTransaction((tx) => createEndpoint(tx, hook));
  expect(await findEndpointsFor(["consumer", "producer"])).toEqual([
    { ...hook, id, kind: "webhook", isActive: true },
  ]);
  expect(await findEndpointsFor(["producer"])).toEqual([]);
  await withTransaction((tx) => setEndpointActive(tx, id, false));
  expect(await findEndpointsFor(["consumer"])).toEqual([]);
  expect(await listEndpoints()).toHaveLength(1);
});

it("the worker's published actions replace the former ones and leave their variables behind", async () => {
  const action = {
    id: "application/rollback",
    title: "Switch back",
    service: "storefront",
    environment: "production",
    executor: "command" as const,
    argv: ["/bin/true"],
    cwd: "/",
    environmentVariables: { TOKEN: "canary-secret" },
    parameters: {},
    timeoutSeconds: 60,
    expectedSeconds: 5,
    idempotent: false,
  };
  const publish = async (id: string) =>
    withTransaction(async (tx) => publishActions(tx, [{ ...action, id }], await databaseNow(tx)));
  await Promise.all([
    publish("application/rollback"),
    publish("application/rollback"),
    publish("application/rollback"),
  ]);
  await publish("application/other");
  const found = await findActions("storefront", "production");
  expect(found.map((one) => one.action)).toEqual(["application/other"]);
  expect(JSON.stringify(found)).not.toContain("canary-secret");
  expect(await findActions("storefront", "staging")).toEqual([]);
});

it("the youngest heartbeat tells the worker heard from last and how long ago", async () => {
  expect(await youngestHeartbeat()).toBeNull();
  await beat("one", { version: "1.0.0", sendsMail: false });
  await beat("two", { version: "1.0.0", sendsMail: false });
  // Beats are kept to the millisecond: two within one have no order.
  const heard = Date.parse(await databaseNow());
  while (Date.parse(await databaseNow()) < heard + 2);
  await beat("one", { version: "1.0.1", sendsMail: false });
  const youngest = await youngestHeartbeat();
  expect(youngest).toMatchObject({ worker: "one", version: "1.0.1" });
  expect(youngest?.ageInSeconds).toBeLessThan(10);
  await endHeartbeat("one");
  expect((await youngestHeartbeat())?.worker).toBe("two");
});

it("mail leaves where a worker of the last minute sends it, and nobody can say where there is none", async () => {
  for (const worker of ["one", "two"]) await endHeartbeat(worker);
  expect(await isMailSent(60)).toBeNull();
  await beat("silent", { version: "1.0.0", sendsMail: false });
  expect(await isMailSent(60)).toBe(false);
  await beat("mailing", { version: "1.0.0", sendsMail: true });
  expect(await isMailSent(60)).toBe(true);
  expect(await isMailSent(0)).toBeNull();
});

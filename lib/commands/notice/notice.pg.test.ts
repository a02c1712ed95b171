import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { createEndpoint } from "#lib/store/endpoints.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { databaseNow, withTransaction } from "#lib/store/transaction.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { publishStatus } from "../status/publish.ts";
import { declared, mvp4, reached, sentInitial, serviceV3, startedRun } from "../testing/incidents.ts";
import { accepted, asConsole, asking, type Stage, setStage, stateOf, typesAfter } from "../testing/stage.ts";
import { recordReceipt } from "./record-receipt.ts";
import { sendNotice } from "./send.ts";

let database: TestDatabase;
let stage: Stage;
let as: ReturnType<typeof asking>;
let reference: string;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  as = asking(stage);
  await withTransaction((tx) =>
    createEndpoint(tx, {
      title: "Consumer's hook",
      url: "https://example.com/",
      sealedSecret: "v1.a.b",
      audience: "consumer",
    }),
  );
});
afterAll(disconnectStore);
beforeEach(async () => {
  reference = await declared(stage, await serviceV3(stage));
});

const soon = async (minutes = 30) => minutesAfter(await databaseNow(), minutes, 1);
const clockOf = async (name: string) =>
  (await stateOf(reference)).clocks.findLast(({ clock }) => clock === name);
const jobs = async (key: string) => {
  const { rows } = await withClient(database.superuser, (client) =>
    client.query(`SELECT attempts, run_at > now() AS waits FROM graphile_worker.jobs WHERE key = $1`, [key]),
  );
  return rows;
};

describe("a notice", () => {
  it("[MKC-4] goes to every audience once: people by mail, endpoints by webhook, and a job for each with it", async () => {
    await sentInitial(stage, reference);
    const [notice] = (await stateOf(reference)).notices;
    const mailed = notice?.deliveries.flatMap(({ person }) => (person === null ? [] : [person])) ?? [];
    const { priya, paul, carl, cora, stan } = stage.cast;
    expect(new Set(mailed)).toEqual(new Set([priya, paul, carl, cora, stan]));
    expect(mailed).toHaveLength(new Set(mailed).size);
    expect(notice?.deliveries.filter(({ channel }) => channel === "webhook")).toMatchObject([
      { audiences: ["consumer"] },
    ]);
    for (const { id } of notice?.deliveries ?? []) expect(await jobs(`deliver:${id}`)).toHaveLength(1);
    const [sent] = await readEntries(reference, (notice?.seq ?? 0) - 1, 1);
    expect(sent?.text).toMatchObject({ body: expect.stringContaining("Orders fail for everyone.") });
  });

  it("[MKC-4] without its next update time is refused, and nothing was recorded or enqueued", async () => {
    const { seq } = await stateOf(reference);
    const outcome = await sendNotice(as("nora"), { reference, template: "initial" });
    expect(outcome).toMatchObject({
      ok: false,
      refusal: { code: "rule", rule: "MKC-4", blockers: [{ message: "Next update time is missing." }] },
    });
    expect(await typesAfter(reference, seq)).toEqual([]);
  });

  it("[MKC-4.7] without what has changed, or promising a time that has passed, is refused", async () => {
    const empty = { reference, template: "update", nextUpdateAt: await soon() };
    expect(await sendNotice(as("nora"), empty)).toMatchObject({
      ok: false,
      refusal: {
        rule: "MKC-4.7",
        blockers: [{ message: "What has changed since the last notice is missing." }],
      },
    });
    const late = { ...empty, fields: { news: "Nothing yet." }, nextUpdateAt: await soon(-1) };
    expect(await sendNotice(as("nora"), late)).toMatchObject({ ok: false, refusal: { rule: "MKC-4.7" } });
  });

  it("[SM-9] promising its next word later than the cadence allows is refused", async () => {
    const p0 = await declared(stage, await mvp4(stage));
    await startedRun(stage, p0, "emergency", "sam");
    const mail = { reference: p0, template: "stakeholder-email", fields: { expectedResolution: "Soon" } };
    const outcome = await sendNotice(as("nora"), { ...mail, nextUpdateAt: await soon(16) });
    expect(outcome).toMatchObject({
      ok: false,
      refusal: { rule: "SM-9", message: "The next update must be promised within 15 minutes." },
    });
    expect(await sendNotice(as("nora"), { ...mail, nextUpdateAt: await soon(14) })).toMatchObject({
      ok: true,
    });
  });

  it("of an outsider, or by a name that the protocol does not know, is refused", async () => {
    const nextUpdateAt = await soon();
    const strange = await sendNotice(as("olga"), { reference, template: "initial", nextUpdateAt });
    expect(strange).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    const unknown = await sendNotice(as("nora"), { reference, template: "gossip", nextUpdateAt });
    expect(unknown).toMatchObject({ ok: false, refusal: { code: "invalid" } });
  });
});

describe("a receipt", () => {
  it("[MKC-3.1] meets the notice's clock only when every audience was reached", async () => {
    await sentInitial(stage, reference);
    expect((await clockOf("initial-notice"))?.metAt).toBeNull();
    const notice = (await stateOf(reference)).notices[0];
    const ofProducer = notice?.deliveries.find(({ audiences }) => audiences.includes("producer"));
    const address = { reference, notice: notice?.notice ?? "", attempt: 1 };
    const result = { outcome: "accepted", receipt: "250 queued" } as const;
    accepted(await recordReceipt(asConsole(), { ...address, delivery: ofProducer?.id ?? "", result }));
    expect((await clockOf("initial-notice"))?.metAt).toBeNull();
    await reached(reference);
    expect(await clockOf("initial-notice")).toMatchObject({ status: "met" });
    expect((await stateOf(reference)).notices[0]?.acceptedAt).not.toBeNull();
  });

  it("[MKC-4.7] a promise is met by the next notice to the same audiences, not by the one that made it", async () => {
    await sentInitial(stage, reference);
    await reached(reference);
    expect((await clockOf("next-update"))?.metAt).toBeNull();
    const update = { reference, template: "update", fields: { news: "It is mended." } };
    accepted(await sendNotice(as("nora"), { ...update, nextUpdateAt: await soon() }));
    await reached(reference);
    const promises = (await stateOf(reference)).clocks.filter(({ clock }) => clock === "next-update");
    expect(promises.map(({ metAt }) => metAt !== null)).toEqual([true, false]);
  });

  it("of a failure is an entry, and the next try waits in the queue with it", async () => {
    await sentInitial(stage, reference);
    const notice = (await stateOf(reference)).notices[0];
    const delivery = notice?.deliveries[0]?.id ?? "";
    const failed = { outcome: "failed", permanent: false, reason: "421 busy", againInSeconds: 30 } as const;
    const address = { reference, notice: notice?.notice ?? "", delivery, attempt: 1 };
    accepted(await recordReceipt(asConsole(), { ...address, result: failed }));
    expect((await stateOf(reference)).notices[0]?.deliveries[0]).toMatchObject({
      status: "pending",
      attempts: 1,
    });
    expect(await jobs(`deliver:${delivery}`)).toEqual([{ attempts: 0, waits: true }]);
  });

  it("is the console's to record, and a second one for an accepted delivery changes nothing", async () => {
    await sentInitial(stage, reference);
    await reached(reference);
    const { seq, notices } = await stateOf(reference);
    const address = {
      reference,
      notice: notices[0]?.notice ?? "",
      delivery: notices[0]?.deliveries[0]?.id ?? "",
    };
    const late = { outcome: "failed", permanent: true, reason: "550 no" } as const;
    accepted(await recordReceipt(asConsole(), { ...address, attempt: 2, result: late }));
    expect(await typesAfter(reference, seq)).toEqual([]);
    const forged = { outcome: "accepted", receipt: "trust me" } as const;
    expect(await recordReceipt(as("nora"), { ...address, attempt: 1, result: forged })).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised" },
    });
  });
});

describe("the public status", () => {
  const words = { state: "investigating", title: "We look into it", body: "More at noon." } as const;

  it("is published by communications or the commander, as an entry", async () => {
    const services = [{ id: stage.service, health: "outage" as const }];
    accepted(await publishStatus(as("nora"), { reference, services, ...words }));
    const { seq, publication } = await stateOf(reference);
    expect(publication?.state).toBe("investigating");
    expect((await readEntries(reference, seq - 1))[0]).toMatchObject({ text: { title: "We look into it" } });
    expect(await publishStatus(as("maya"), { reference, services, ...words })).toMatchObject({ ok: true });
    for (const name of ["priya", "olga"] as const)
      expect(await publishStatus(as(name), { reference, services, ...words })).toMatchObject({
        ok: false,
        refusal: { code: "unauthorised" },
      });
  });
});

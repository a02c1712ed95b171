import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { add, opened, register } from "#lib/commands/checkpoint/testing/sides.ts";
import { requestExport } from "#lib/commands/record/request-export.ts";
import { declared, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { accepted, asking, type Stage, setStage } from "#lib/commands/testing/stage.ts";
import { addNote } from "#lib/commands/timeline/add-note.ts";
import { redactEntry } from "#lib/commands/timeline/redact-entry.ts";
import { newId } from "#lib/platform/ids.ts";
import { readSigningKey } from "#lib/platform/signing-key.ts";
import { openBundle, readExports } from "#lib/queries/exports.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { keepBundle } from "#lib/store/exports.ts";
import { createPerson } from "#lib/store/people.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";
import { verifyBundle } from "#lib/verify/bundle/verify-bundle.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { endWorkers, type RunningWorker, startWorker } from "./testing/running-worker.ts";
import { until } from "./testing/until.ts";

const folder = mkdtempSync(join(tmpdir(), "exports-"));
let database: TestDatabase;
let stage: Stage;
let worker: RunningWorker;
let auditor: string;

const start = () => startWorker({ WORKER_DATABASE_URL: database.worker, HOLDPOINT_DATA_DIR: folder });

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  const person = { name: "Aud", email: "aud@example.com", passwordHash: "none", isAuditor: true };
  auditor = (await withTransaction((tx) => createPerson(tx, person))).id;
  worker = await start();
});
afterAll(async () => {
  await endWorkers();
  await disconnectStore();
  rmSync(folder, { recursive: true });
});

const reading = (personId: string, isAuditor = false) => ({ personId, party: null, roles: [], isAuditor });
const by = (id: string) => ({ actor: { kind: "person" as const, id }, idempotencyKey: newId() });
const lineOf = async (id: string, reference: string) =>
  (await readExports(reading(auditor, true), reference))?.exports.find((one) => one.id === id);

/** Asked for and made; its bytes as the door gives them. */
async function madeFor(person: string, reference: string, isAuditor = false) {
  const { export: id } = accepted(await requestExport(by(person), { reference }));
  const line = () => lineOf(id, reference);
  await until("the bundle is made", async () => (await line())?.madeAt != null, line);
  const opened = await openBundle(reading(person, isAuditor), id);
  const bytes = opened === null ? null : new Uint8Array(await new Response(opened.content).arrayBuffer());
  return { id, opened, bytes };
}

it("the worker makes and signs a bundle for whoever is in the room; it verifies, and is theirs alone", async () => {
  const reference = await declared(stage, await serviceV3(stage));
  const { maya, priya, olga } = stage.cast;
  const { id, opened, bytes } = await madeFor(maya, reference);
  const key = publicKeyOf(await readSigningKey(join(folder, "signing-key.pem")));
  expect(verifyBundle(bytes ?? new Uint8Array(), [key])).toMatchObject({
    verdict: "verified",
    stream: reference,
    isTrusted: true,
  });
  expect(opened).toMatchObject({ reference, size: bytes?.length });
  expect(await openBundle(reading(priya), id)).toBeNull();
  expect(await openBundle(reading(auditor, true), id)).toBeNull();
  const told = await readExports(reading(priya), reference);
  expect(told).toMatchObject({ because: null, exports: [{ id, askedBy: "maya", isOwn: false }] });
  expect(await readExports(reading(olga), reference)).toBeNull();
  expect(await requestExport(by(olga), { reference })).toMatchObject({
    ok: false,
    refusal: { code: "unauthorised", message: "You have no part in this incident." },
  });
});

it("who may not read every word gets no bundle and is told why; an auditor gets it", async () => {
  const reference = await declared(stage, await serviceV3(stage));
  const { maya, carl } = stage.cast;
  const before = await madeFor(maya, reference);
  const note = { reference, kind: "observation" as const, body: "For us alone.", party: "consumer" };
  accepted(await addNote(asking(stage)("carl"), note));
  const because = expect.stringContaining("one entry has words for one party alone that you may not read");
  expect(await requestExport(by(maya), { reference })).toMatchObject({
    ok: false,
    refusal: { code: "unauthorised", message: because },
  });
  expect(await readExports(reading(maya), reference)).toMatchObject({ because });
  expect(
    await openBundle(reading(maya), before.id),
    "what was made before holds no such word",
  ).not.toBeNull();
  expect((await madeFor(carl, reference)).bytes).not.toBeNull();
  expect((await madeFor(auditor, reference, true)).bytes).not.toBeNull();
});

it("words that came after somebody asked are not in what they get: the worker asks again, and says why", async () => {
  const reference = await declared(stage, await serviceV3(stage));
  await worker.stop();
  const { export: id } = accepted(await requestExport(by(stage.cast.maya), { reference }));
  const again = accepted(await requestExport(by(stage.cast.maya), { reference }));
  expect(again.export, "one at a time").toBe(id);
  const note = { reference, kind: "observation" as const, body: "For us alone.", party: "producer" };
  accepted(await addNote(asking(stage)("priya"), note));
  worker = await start();
  const line = () => lineOf(id, reference);
  await until("the worker has said why", async () => (await line())?.failedBecause != null, line);
  expect(await line()).toMatchObject({ madeAt: null, hasBytes: false });
  expect((await line())?.failedBecause).toContain("one entry has words for one party alone");
});

it("words that are redacted are gone in the bundles that were made before, at once", async () => {
  const reference = await declared(stage, await serviceV3(stage));
  const { maya } = stage.cast;
  const note = { reference, kind: "observation" as const, body: "Mail anna@example.com.", party: null };
  const { seq } = accepted(await addNote(asking(stage)("maya"), note));
  const { id, bytes } = await madeFor(maya, reference);
  expect(Buffer.from(bytes ?? []).toString()).toContain("anna@example.com");
  accepted(
    await redactEntry(asking(stage)("maya"), { reference, redacts: seq, reason: "A private address." }),
  );
  expect(await openBundle(reading(maya), id)).toBeNull();
  expect(await lineOf(id, reference)).toMatchObject({ hasBytes: false });
  const { bytes: after } = await madeFor(maya, reference);
  expect(Buffer.from(after ?? []).toString()).not.toContain("anna@example.com");
  await withClient(database.superuser, (client) =>
    client.query(`UPDATE "BundleExport" SET made_at = NULL WHERE id = $1`, [id]),
  );
  await disconnectStore();
  connectStore(database.worker);
  const archive = new Uint8Array(bytes ?? []);
  await expect(
    keepBundle({ id, reference }, { archive, headSeq: seq, sha256: "0".repeat(64) }),
    "nor does a worker that had read them before put them back",
  ).rejects.toThrow("Words were redacted while the bundle was made");
  await disconnectStore();
  connectStore(database.app);
  expect(await lineOf(id, reference)).toMatchObject({ hasBytes: false });
});

it("a side of a checkpoint has its record made, nobody else does, and the register says who had it", async () => {
  const administrator = await add("anna", { isAdministrator: true });
  const side = await add("ines", { party: "producer", roles: ["producer-lead"] });
  await register(administrator, "kernel");
  const reference = await opened(side, "kernel");
  const { olga } = stage.cast;
  expect(await requestExport(by(olga), { reference })).toMatchObject({
    ok: false,
    refusal: { code: "unauthorised", message: "You have no part in this checkpoint." },
  });
  const { export: id } = accepted(await requestExport(by(side.id), { reference }));
  const reader = { ...reading(side.id), party: "producer" };
  const line = async () => (await readExports(reader, reference))?.exports.find((one) => one.id === id);
  await until("the bundle is made", async () => (await line())?.madeAt != null, line);
  expect(await line()).toMatchObject({ askedBy: "ines", isOwn: true });
  expect(await readExports(reading(olga), reference)).toBeNull();
  const bundle = await openBundle(reader, id);
  expect(bundle?.reference).toBe(reference);
  const bytes = new Uint8Array(await new Response(bundle?.content).arrayBuffer());
  const key = publicKeyOf(await readSigningKey(join(folder, "signing-key.pem")));
  expect(verifyBundle(bytes, [key])).toMatchObject({
    verdict: "verified",
    stream: `checkpoint/${reference}`,
  });
  expect(await openBundle({ ...reader, party: null }, id), "who left the side has it no more").toBeNull();
});

it("bytes are kept for a day and the register for good, and the web's role can make neither", async () => {
  const reference = await declared(stage, await serviceV3(stage));
  const { id } = await madeFor(stage.cast.maya, reference);
  for (const forged of [
    `INSERT INTO "BundlePart" (export_id, number, bytes) VALUES ('${id}', 99, 'x')`,
    `UPDATE "BundleExport" SET asked_by = '${stage.cast.carl}' WHERE id = '${id}'`,
    `DELETE FROM "BundleExport" WHERE id = '${id}'`,
  ])
    await expect(withClient(database.app, (client) => client.query(forged))).rejects.toThrow(
      /permission denied/,
    );
  await withClient(database.superuser, (client) =>
    client.query(`UPDATE "BundleExport" SET made_at = made_at - interval '25 hours' WHERE id = $1`, [id]),
  );
  await worker.stop();
  worker = await start();
  const line = () => lineOf(id, reference);
  await until("its bytes are gone", async () => (await line())?.hasBytes === false, line);
  expect(await line()).toMatchObject({ askedBy: "maya", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await openBundle(reading(stage.cast.maya), id)).toBeNull();
});

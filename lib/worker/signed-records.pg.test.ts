import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { hashPassword } from "#lib/auth/password.ts";
import { AnchorFile } from "#lib/commands/anchors/anchor-file.ts";
import { keyInForce } from "#lib/commands/anchors/key-in-force.ts";
import { rotateKey } from "#lib/commands/anchors/rotate-key.ts";
import { sealedIncident } from "#lib/commands/testing/sealed-incident.ts";
import { setStage } from "#lib/commands/testing/stage.ts";
import { exportBundle } from "#lib/queries/export-bundle.ts";
import { readSigned } from "#lib/queries/signed-record.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { signedRecordsOf } from "#lib/store/signed-records.ts";
import { openOwner } from "#lib/store/testing/database-owner.ts";
import { openEnvelope } from "#lib/verify/bundle/envelope.ts";
import { readZip } from "#lib/verify/bundle/read-zip.ts";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";
import { verifyBundle } from "#lib/verify/bundle/verify-bundle.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { askSecond } from "#scripts/verifiers/second.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { until } from "./testing/until.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
const password = "correct horse battery";
const folder = mkdtempSync(join(tmpdir(), "signed-records-"));
const keyFile = join(folder, "signing-key.pem");
let database: Awaited<ReturnType<typeof testDatabase>>;
let reference: string;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.worker);
  reference = await sealedIncident(await setStage(await hashPassword(password)), password);
  await startWorker({ WORKER_DATABASE_URL: database.worker, HOLDPOINT_DATA_DIR: folder });
  await until("both sealings are signed", async () => (await signedRecordsOf(reference)).length === 2);
});
afterEach(endWorkers);
afterAll(async () => {
  await disconnectStore();
  rmSync(folder, { recursive: true });
});

const inForce = async () => publicKeyOf(await keyInForce(keyFile));
const exported = async () =>
  (await exportBundle(reference, await keyInForce(keyFile)))?.archive ?? new Uint8Array();
const recordsIn = (archive: Uint8Array) =>
  readZip(archive)
    .filter(({ path }) => /^records\/.*\.json$/.test(path))
    .map(({ bytes }) => Buffer.from(bytes).toString());
const rotated = (compromised: boolean) =>
  rotateKey(new AnchorFile(join(folder, "anchors")), keyFile, {
    by: "a test",
    reason: "To try.",
    compromised,
  });

it("each sealed decision is signed by the worker once, soon after, and the decision says by which key and when", async () => {
  const key = await inForce();
  const records = await signedRecordsOf(reference);
  expect(records.map(({ keyId }) => keyId)).toEqual([key.id, key.id]);
  const sealing = records[0]?.sealing ?? "";
  expect(await readSigned(reference, sealing)).toEqual({ keyId: key.id, at: records[0]?.signedAt });
  expect(await readSigned(reference, "another")).toBeNull();
});

it("a bundle carries what was signed at the sealing, also when another key signs it, and either key shows it", async () => {
  const before = await inForce();
  const signed = (await signedRecordsOf(reference)).map(({ envelope }) => envelope).sort();
  expect(recordsIn(await exported()).sort()).toEqual(signed);
  await rotated(false);
  const archive = await exported();
  expect(recordsIn(archive).sort()).toEqual(signed);
  for (const key of [before, await inForce()])
    expect(verifyBundle(archive, [key])).toMatchObject({ verdict: "verified", findings: [] });
  expect(await askSecond([archive], [before])).toEqual([{ verdict: "verified", findings: [] }]);
});

it("neither role can change or take back what was signed, nor say when it was, and the web's cannot add to it", async () => {
  const attempts = [
    `UPDATE "SignedRecord" SET envelope = '{}'`,
    `DELETE FROM "SignedRecord"`,
    `TRUNCATE "SignedRecord"`,
    `INSERT INTO "SignedRecord" (subject, stream, key_id, envelope, signed_at) VALUES ('a', 'a', 'a', '{}', '2020-01-01')`,
  ];
  const added = `INSERT INTO "SignedRecord" (subject, stream, key_id, envelope) VALUES ('a', 'a', 'a', '{}')`;
  for (const [address, statements] of [
    [database.app, [...attempts, added]],
    [database.worker, attempts],
  ] as const) {
    await withClient(address, async (client) => {
      for (const statement of statements)
        await expect(client.query(statement), statement).rejects.toThrow("permission denied");
    });
  }
});

it("what was signed is given out as it was, and the verifier says where the log says something else", async () => {
  const owner = await openOwner(database.superuser);
  await owner.client.query(`ALTER TABLE "SignedRecord" DISABLE TRIGGER ALL`);
  await owner.client.query(`CREATE TABLE "kept" AS TABLE "SignedRecord"`);
  await owner.client.query(
    `UPDATE "SignedRecord" a SET envelope = b.envelope FROM "SignedRecord" b WHERE a.subject <> b.subject`,
  );
  const archive = await exported();
  await owner.client.query(
    `UPDATE "SignedRecord" a SET envelope = b.envelope FROM "kept" b WHERE a.subject = b.subject`,
  );
  await owner.client.end();
  const verdict = verifyBundle(archive, [await inForce()]);
  if (verdict.verdict === "unreadable") throw new Error(verdict.reason);
  expect(verdict.findings.map(({ check, message }) => `${check}: ${message}`)).toEqual([
    "record: it says something else than the log",
    "record: it says something else than the log",
  ]);
});

it("what a key signed that others may have is signed anew for a bundle", async () => {
  await rotated(true);
  const archive = await exported();
  const { id } = await inForce();
  const keys = recordsIn(archive).map((text) => openEnvelope(new TextEncoder().encode(text))?.keyId);
  expect(keys).toEqual([id, id]);
  expect(verifyBundle(archive, [await inForce()])).toMatchObject({ verdict: "verified", findings: [] });
});

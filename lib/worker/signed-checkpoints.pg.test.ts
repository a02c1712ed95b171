import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { AnchorFile } from "#lib/commands/anchors/anchor-file.ts";
import { keyInForce } from "#lib/commands/anchors/key-in-force.ts";
import { rotateKey } from "#lib/commands/anchors/rotate-key.ts";
import { sealedCheckpoint } from "#lib/commands/checkpoint/testing/sealed-checkpoint.ts";
import { checkpointStream } from "#lib/domain/record/streams.ts";
import { exportBundle } from "#lib/queries/export-bundle.ts";
import { readSigned } from "#lib/queries/signed-record.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { signedRecordsOf } from "#lib/store/signed-records.ts";
import { openEnvelope } from "#lib/verify/bundle/envelope.ts";
import { readZip } from "#lib/verify/bundle/read-zip.ts";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";
import { verifyBundle } from "#lib/verify/bundle/verify-bundle.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { askSecond } from "#scripts/verifiers/second.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { until } from "./testing/until.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
const folder = mkdtempSync(join(tmpdir(), "signed-checkpoints-"));
process.env.HOLDPOINT_EVIDENCE_DIR = join(folder, "evidence");
const keyFile = join(folder, "signing-key.pem");
let stream: string;

beforeAll(async () => {
  const database = await testDatabase();
  connectStore(database.worker);
  stream = checkpointStream(await sealedCheckpoint());
  await startWorker({ WORKER_DATABASE_URL: database.worker, HOLDPOINT_DATA_DIR: folder });
  await until("all sealings are signed", async () => (await signedRecordsOf(stream)).length === 3);
});
afterEach(endWorkers);
afterAll(async () => {
  await disconnectStore();
  rmSync(folder, { recursive: true });
});

const recordsIn = (archive: Uint8Array) =>
  new Map(
    readZip(archive).flatMap(({ path, bytes }) => {
      const sealing = /^records\/(.*)[.]json$/.exec(path)?.[1];
      return sealing === undefined ? [] : [[sealing, Buffer.from(bytes).toString()]];
    }),
  );

it("[MKD-8.8] each sealing of a question is signed by the worker, the GO and what took it back, and bundles carry that over a rotation", async () => {
  const key = publicKeyOf(await keyInForce(keyFile));
  const signed = await signedRecordsOf(stream);
  const subjects = signed.flatMap(({ envelope }) => {
    const opened = openEnvelope(Buffer.from(envelope));
    return opened === null ? [] : JSON.parse(Buffer.from(opened.payload).toString()).subject[0].name;
  });
  expect(subjects.sort()).toEqual([`${stream}/cutover`, `${stream}/cutover`, `${stream}/rehearsal`]);
  for (const { sealing, signedAt } of signed)
    expect(await readSigned(stream, sealing)).toEqual({ keyId: key.id, at: signedAt });
  await rotateKey(new AnchorFile(join(folder, "anchors")), keyFile, {
    by: "a test",
    reason: "To try.",
    compromised: false,
  });
  const next = await keyInForce(keyFile);
  const archive = (await exportBundle(stream, next))?.archive ?? new Uint8Array();
  expect(recordsIn(archive)).toEqual(new Map(signed.map(({ sealing, envelope }) => [sealing, envelope])));
  for (const trusted of [key, publicKeyOf(next)])
    expect(verifyBundle(archive, [trusted])).toMatchObject({ verdict: "verified", findings: [] });
  expect(await askSecond([archive], [key])).toEqual([{ verdict: "verified", findings: [] }]);
});

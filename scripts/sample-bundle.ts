/**
 * Writes docs/samples: a bundle of an incident and one of a checkpoint that the product's own commands walked, each with
 * the key to trust for it. Names of samples make those alone.
 */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { hashPassword } from "#lib/auth/password.ts";
import { AnchorFile } from "#lib/commands/anchors/anchor-file.ts";
import { anchorNow } from "#lib/commands/anchors/anchor-now.ts";
import { sealedCheckpoint } from "#lib/commands/checkpoint/testing/sealed-checkpoint.ts";
import { sealedIncident } from "#lib/commands/testing/sealed-incident.ts";
import { setStage } from "#lib/commands/testing/stage.ts";
import { checkpointStream } from "#lib/domain/record/streams.ts";
import { exportBundle } from "#lib/queries/export-bundle.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { declareOne } from "#lib/store/testing/incident.ts";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";
import { trustLine } from "#lib/verify/bundle/trust.ts";
import { addressesOf, createDatabase } from "./postgres/roles.ts";
import { startTemporaryCluster } from "./postgres/temporary.ts";
import { root } from "./root.ts";
import { migrateDatabase } from "./start/database.ts";

/** Anchors what there is, and then two other logs, each in its round; gives the first tree head, as a witness holds it. */
async function anchoredAmongOthers(privateKey: KeyObject): Promise<string | null> {
  const anchors = await mkdtemp(join(tmpdir(), "sample-anchors-"));
  const file = new AnchorFile(anchors);
  const round = () =>
    anchorNow({ file, privateKey }, { everySeconds: 0, worker: "sample", jobsFor: () => [] });
  const first = await round();
  for (const _ of ["a second log", "a third"]) {
    await declareOne();
    await round();
  }
  await rm(anchors, { recursive: true });
  return first.halted === null ? (first.added?.note ?? null) : null;
}

const folder = join(root, "docs", "samples");
const password = "correct horse battery";
process.env.HOLDPOINT_SECRET ??= "a secret for samples, long enough to be one";

const walks: Record<string, () => Promise<string>> = {
  "sealed-decisions": async () => sealedIncident(await setStage(await hashPassword(password)), password),
  "sealed-checkpoint": async () => checkpointStream(await sealedCheckpoint()),
};
const { positionals } = parseArgs({ allowPositionals: true });
const asked = positionals.length === 0 ? Object.keys(walks) : positionals;

async function makeSample(name: string, walk: () => Promise<string>): Promise<void> {
  const stream = await walk();
  // Made for this sample and kept nowhere, so that nobody can sign another with it.
  const { privateKey } = generateKeyPairSync("ed25519");
  const held = await anchoredAmongOthers(privateKey);
  const made = await exportBundle(stream, privateKey, held);
  if (made === null) throw new Error("what was walked is in the log");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.bundle.zip`), made.archive);
  const line = trustLine(publicKeyOf(privateKey), "made for this sample alone");
  await writeFile(join(folder, `${name}.keys`), `${line}\n`);
  console.log(`${stream}: ${made.entries} entries written to docs/samples.`);
}

const evidence = await mkdtemp(join(tmpdir(), "sample-evidence-"));
process.env.HOLDPOINT_EVIDENCE_DIR = evidence;

const { cluster, passwords, remove } = await startTemporaryCluster();
try {
  for (const name of asked) {
    const walk = walks[name];
    if (walk === undefined) throw new Error(`There is no sample ${name}: ${Object.keys(walks).join(", ")}`);
    const database = name.replaceAll("-", "_");
    await createDatabase(cluster.superuserUrl, database);
    const { migrator, worker } = addressesOf(cluster.port, database, passwords);
    await migrateDatabase(migrator);
    connectStore(worker);
    await makeSample(name, walk);
    await disconnectStore();
  }
} finally {
  await disconnectStore();
  await remove();
  await rm(evidence, { recursive: true });
}

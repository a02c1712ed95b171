/** Writes docs/samples: a bundle of an incident that the product's own commands walked, and the key to trust for it. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashPassword } from "#lib/auth/password.ts";
import { AnchorFile } from "#lib/commands/anchors/anchor-file.ts";
import { anchorNow } from "#lib/commands/anchors/anchor-now.ts";
import { sealedIncident } from "#lib/commands/testing/sealed-incident.ts";
import { setStage } from "#lib/commands/testing/stage.ts";
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

const evidence = await mkdtemp(join(tmpdir(), "sample-evidence-"));
process.env.HOLDPOINT_EVIDENCE_DIR = evidence;

const { cluster, passwords, remove } = await startTemporaryCluster();
try {
  await createDatabase(cluster.superuserUrl, "sample");
  const { migrator, worker } = addressesOf(cluster.port, "sample", passwords);
  await migrateDatabase(migrator);
  connectStore(worker);
  const reference = await sealedIncident(await setStage(await hashPassword(password)), password);
  // Made for this sample and kept nowhere, so that nobody can sign another with it.
  const { privateKey } = generateKeyPairSync("ed25519");
  const held = await anchoredAmongOthers(privateKey);
  const made = await exportBundle(reference, privateKey, held);
  if (made === null) throw new Error("the incident was declared");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "sealed-decisions.bundle.zip"), made.archive);
  const line = trustLine(publicKeyOf(privateKey), "made for this sample alone");
  await writeFile(join(folder, "sealed-decisions.keys"), `${line}\n`);
  console.log(`${reference}: ${made.entries} entries written to docs/samples.`);
} finally {
  await disconnectStore();
  await remove();
  await rm(evidence, { recursive: true });
}

import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hashPassword } from "#lib/auth/password.ts";
import { sealedIncident } from "#lib/commands/testing/sealed-incident.ts";
import { setStage } from "#lib/commands/testing/stage.ts";
import { exportBundle } from "#lib/queries/export-bundle.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { publicKeyOf } from "./ed25519.ts";
import { readZip } from "./read-zip.ts";
import { toldVerdict } from "./told.ts";
import { verifyBundle } from "./verify-bundle.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
const password = "correct horse battery";
const { privateKey } = generateKeyPairSync("ed25519");
const trusted = [publicKeyOf(privateKey)];
let archive: Uint8Array;

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  const reference = await sealedIncident(await setStage(await hashPassword(password)), password);
  archive = (await exportBundle(reference, privateKey))?.archive ?? new Uint8Array();
});
afterAll(disconnectStore);

it("an exported incident with two sealed decisions, a voided verdict and redacted words verifies", () => {
  const verdict = verifyBundle(archive, trusted);
  console.log(
    toldVerdict("x", verdict),
    archive.length,
    readZip(archive).map(({ path }) => path),
  );
  expect(verdict).toMatchObject({ verdict: "verified", isTrusted: true, findings: [] });
});

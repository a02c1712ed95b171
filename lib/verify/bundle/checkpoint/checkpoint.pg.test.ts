import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { AnchorFile } from "#lib/commands/anchors/anchor-file.ts";
import { anchorNow } from "#lib/commands/anchors/anchor-now.ts";
import { sealedCheckpoint } from "#lib/commands/checkpoint/testing/sealed-checkpoint.ts";
import { checkpointStream } from "#lib/domain/record/streams.ts";
import { keepSigningKey } from "#lib/platform/signing-key.ts";
import { exportBundle } from "#lib/queries/export-bundle.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { root } from "#scripts/root.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { differences } from "#scripts/verifiers/differences.ts";
import { askSecond } from "#scripts/verifiers/second.ts";
import { readZip } from "../read-zip.ts";
import { publicKeyOf } from "../seal.ts";
import { rewritten, sealedBy, sourceOf } from "../testing/forge.ts";
import { verifyBundle } from "../verify-bundle.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
const folder = mkdtempSync(join(tmpdir(), "checkpoint-bundle-"));
const at = (name: string) => join(folder, name);
process.env.HOLDPOINT_EVIDENCE_DIR = at("evidence");
let privateKey: Awaited<ReturnType<typeof keepSigningKey>>;
let database: Awaited<ReturnType<typeof testDatabase>>;
let reference: string;
let archive: Uint8Array;

function holdpoint(...words: string[]) {
  const env = {
    NODE_ENV: "production" as const,
    PATH: process.env.PATH,
    DATABASE_URL: database.app,
    HOLDPOINT_DATA_DIR: folder,
    HOLDPOINT_EVIDENCE_DIR: at("evidence"),
  };
  const program = ["--disable-warning=ExperimentalWarning", join(root, "bin", "holdpoint.ts"), ...words];
  const options = { cwd: root, env, encoding: "utf8" as const, timeout: 60_000 };
  const { status, stdout, stderr } = spawnSync(process.execPath, program, options);
  return { status, stdout, stderr };
}

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.worker);
  privateKey = await keepSigningKey(at("signing-key.pem"));
  reference = await sealedCheckpoint();
  const file = new AnchorFile(at("anchors"));
  await anchorNow({ file, privateKey }, { everySeconds: 0, worker: "", jobsFor: () => [] });
  archive = (await exportBundle(checkpointStream(reference), privateKey))?.archive ?? new Uint8Array();
});
afterAll(async () => {
  await disconnectStore();
  rmSync(folder, { recursive: true });
});
const trusted = () => [publicKeyOf(privateKey)];

it("a checkpoint from its opening to a moved baseline verifies in both verifiers, with its pipeline's file, a person's, and its anchor", async () => {
  expect(verifyBundle(archive, trusted())).toMatchObject({
    verdict: "verified",
    stream: checkpointStream(reference),
    counts: { evidence: 2, anchors: 1, attested: 1, passkeys: 4 },
    decisions: [
      { go: false, takenBackBy: null },
      { go: true, takenBackBy: expect.any(Number) },
      { go: false, cause: "baseline-moved", takenBackBy: null },
    ],
    findings: [],
  });
  expect(await askSecond([archive], trusted())).toEqual([{ verdict: "verified", findings: [] }]);
  const records = readZip(archive).filter(({ path }) => /^records\/entry-\d+\.md$/.test(path));
  expect(records).toHaveLength(3);
  const words = Buffer.from(records[1]?.bytes ?? []).toString();
  expect(words).toContain("GO \\(runtime cutover\\)");
  expect(words).toMatch(/Taken back by entry \d+ at .*: a locked value moved\./);
  expect(words).toMatch(/Producer\*\*: GO.*ines .*passkey/);
  const noGo = Buffer.from(records[0]?.bytes ?? []).toString();
  expect(noGo).toMatch(/\*\*Consumer, what has to be mended\*\*: \w/);
  expect(noGo).not.toContain("redacted");
});

it("the command line exports a checkpoint by its reference, verifies it, and names what was forged", () => {
  const made = holdpoint("export", reference, "--out", at("one.zip"));
  expect(made).toMatchObject({ status: 0, stdout: expect.stringContaining(`entries of ${reference}`) });
  expect(holdpoint("verify", "--checkpoint", reference)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/the chain is whole\..*Signatures, records and evidence are as it says\./s),
  });
  writeFileSync(at("console.keys"), holdpoint("keys").stdout);
  expect(holdpoint("verify", at("one.zip"), "--trust", at("console.keys"))).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(
      /VERIFIED: checkpoint\/CHK-.*decision cutover: GO \(go\), TAKEN BACK by entry \d+, signed by .*which you trust/s,
    ),
  });
  const forged = rewritten(sourceOf(readFileSync(at("one.zip"))), (entries) =>
    entries.filter(({ header }, index) => header.type !== "VerdictSigned" || index < entries.length - 12),
  );
  writeFileSync(at("forged.zip"), sealedBy(forged, privateKey));
  expect(holdpoint("verify", at("forged.zip"), "--trust", at("console.keys"))).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/FAILS.*wrong {4}quorum, entry \d+: no signature of /s),
  });
  expect(holdpoint("export", "CHK-2026-9999").stderr).toContain("There is no checkpoint CHK-2026-9999");
});

it.each([
  ["a pipeline's output", "all green"],
  ["a person's file", "What changes"],
])("%s that was swapped on the disk is named by both verifiers", async (_, words) => {
  const files = [...sourceOf(archive).evidence];
  const [digest = ""] = files.find(([, bytes]) => Buffer.from(bytes).includes(words)) ?? [];
  const place = join(at("evidence"), digest.slice(0, 2), digest);
  const kept = readFileSync(place);
  writeFileSync(place, "all red\n");
  const swapped = await exportBundle(checkpointStream(reference), privateKey);
  writeFileSync(place, kept);
  const other = swapped?.archive ?? archive;
  expect(verifyBundle(other, trusted())).toMatchObject({
    verdict: "fails",
    findings: [{ check: "evidence", where: `evidence/${digest}` }],
  });
  expect((await differences([{ name: "swapped", archive: other }], trusted())).told).toEqual([]);
});

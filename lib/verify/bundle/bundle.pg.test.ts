import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { hashPassword } from "#lib/auth/password.ts";
import { AnchorFile, anchorFileIn } from "#lib/commands/anchors/anchor-file.ts";
import { anchorNow } from "#lib/commands/anchors/anchor-now.ts";
import { sealedIncident } from "#lib/commands/testing/sealed-incident.ts";
import { setStage } from "#lib/commands/testing/stage.ts";
import { sha256 as digestOf } from "#lib/platform/digest.ts";
import { keepSigningKey } from "#lib/platform/signing-key.ts";
import { exportBundle } from "#lib/queries/export-bundle.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { openOwner } from "#lib/store/testing/database-owner.ts";
import { append, note } from "#lib/store/testing/incident.ts";
import { type AnchorList, addLines } from "#lib/verify/anchors/list.ts";
import { root } from "#scripts/root.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { buildVerifier } from "#scripts/verifier.ts";
import { differences } from "#scripts/verifiers/differences.ts";
import { flipsOfFiles, flipsOfLog } from "#scripts/verifiers/flips.ts";
import { diceOf, generate } from "#scripts/verifiers/generated.ts";
import { askSecond } from "#scripts/verifiers/second.ts";
import { readAnchor } from "./anchor.ts";
import { readZip } from "./read-zip.ts";
import { publicKeyOf } from "./seal.ts";
import { anchoredBy } from "./testing/anchor-variants.ts";
import { rewritten, sealedBy, sourceOf } from "./testing/forge.ts";
import { verifyBundle } from "./verify-bundle.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
const password = "correct horse battery";
const folder = mkdtempSync(join(tmpdir(), "bundle-"));
const at = (name: string) => join(folder, name);
process.env.HOLDPOINT_EVIDENCE_DIR = at("evidence");
let privateKey: Awaited<ReturnType<typeof keepSigningKey>>;
let database: Awaited<ReturnType<typeof testDatabase>>;
let reference: string;
let archive: Uint8Array;

function run(program: string, args: string[], cwd = folder) {
  const env = {
    NODE_ENV: "production" as const,
    PATH: process.env.PATH,
    DATABASE_URL: database.app,
    HOLDPOINT_DATA_DIR: folder,
  };
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env,
    encoding: "utf8",
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}
const holdpoint = (...words: string[]) =>
  run(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", join(root, "bin", "holdpoint.ts"), ...words],
    root,
  );

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.worker);
  privateKey = await keepSigningKey(at("signing-key.pem"));
  reference = await sealedIncident(await setStage(await hashPassword(password)), password);
  const file = new AnchorFile(at("anchors"));
  await anchorNow({ file, privateKey }, { everySeconds: 0, worker: "", jobsFor: () => [] });
  archive = (await exportBundle(reference, privateKey))?.archive ?? new Uint8Array();
});
afterAll(async () => {
  await disconnectStore();
  rmSync(folder, { recursive: true });
});
const trusted = () => [publicKeyOf(privateKey)];

it("an exported incident with sealed decisions, a voided verdict and redacted words verifies, and who signed is told", () => {
  expect(verifyBundle(archive, trusted())).toMatchObject({
    verdict: "verified",
    stream: reference,
    isTrusted: true,
    decisions: [
      {
        go: false,
        verdicts: [
          { party: "producer", means: "server-attested" },
          { party: "consumer", means: "passkey" },
        ],
      },
      {
        go: true,
        verdicts: [
          { party: "producer", means: "passkey" },
          { party: "consumer", means: "passkey" },
        ],
      },
    ],
    findings: [],
    notes: [{ message: expect.stringMatching(/^server-attested/) }],
  });
});

it("the command line writes a bundle for its owner alone, never over a file, and verifies it with the key it prints", () => {
  const made = holdpoint("export", reference, "--out", at("one.zip"));
  expect(made).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("also those for one party alone"),
  });
  expect(statSync(at("one.zip")).mode & 0o777).toBe(0o600);
  expect(holdpoint("export", reference, "--out", at("one.zip"))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("there is a file of that name already"),
  });
  writeFileSync(at("console.keys"), holdpoint("keys").stdout);
  expect(holdpoint("verify", at("one.zip"), "--trust", at("console.keys"))).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/VERIFIED.*which you trust/s),
  });
  expect(holdpoint("verify", at("one.zip"))).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("proves nothing of who made it"),
  });
});

it("a log that was cut fails by its anchor, and whoever holds a tree head is shown that the list has only grown", async () => {
  const sinceFirst = holdpoint("export", reference, "--out", at("since.zip"), "--since", at("anchors"));
  expect(sinceFirst.stderr).toContain("is no signed tree head");
  const list: AnchorList = { leaves: [], heads: [] };
  addLines(list, readFileSync(anchorFileIn(at("anchors")), "utf8"));
  writeFileSync(at("held.note"), list.heads[0]?.text ?? "");
  await append(reference, note("More"));
  await anchorNow(
    { file: new AnchorFile(at("anchors")), privateKey },
    { everySeconds: 0, worker: "", jobsFor: () => [] },
  );
  expect(holdpoint("export", reference, "--out", at("since.zip"), "--since", at("held.note"))).toMatchObject({
    status: 0,
  });
  const since = readFileSync(at("since.zip"));
  expect(verifyBundle(since, trusted())).toMatchObject({ verdict: "verified", findings: [] });
  const anchor = readZip(since).find(({ path }) => path === "anchors/head.json");
  expect(Buffer.from(anchor?.bytes ?? []).toString()).toContain('"since":{"note":"holdpoint-anchors/');
  expect(await askSecond([since], trusted())).toEqual([{ verdict: "verified", findings: [] }]);
  writeFileSync(at("console.keys"), holdpoint("keys").stdout);
  const against = (bundle: string, anchors: string) =>
    holdpoint("verify", at(bundle), "--trust", at("console.keys"), "--anchors", at(anchors));
  expect(against("since.zip", "anchors")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("ANCHORED"),
  });
  expect(against("since.zip", "held.note")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("only a copy of the list shows"),
  });
  writeFileSync(at("before.zip"), archive);
  expect(against("before.zip", "anchors")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("and the bundle says that it was exported at"),
  });
  const cutThere = rewritten(sourceOf(since), (entries) => entries.slice(0, -1));
  writeFileSync(
    at("cut.zip"),
    sealedBy({ ...cutThere, anchor: readAnchor(anchor?.bytes ?? new Uint8Array()) }, privateKey),
  );
  expect(against("cut.zip", "anchors")).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/wrong {4}(truncation|rolled-back), INC/),
  });
  const owner = await openOwner(database.superuser);
  const putBack = await owner.copied();
  await owner.cut(reference, sourceOf(since).entries.length - 1);
  const cut = (await exportBundle(reference, privateKey))?.archive ?? new Uint8Array();
  await putBack();
  await owner.client.end();
  expect(verifyBundle(cut, trusted())).toMatchObject({
    findings: [
      {
        check: "anchor",
        where: "anchors/head.json",
        message: expect.stringContaining("the log ends before it"),
      },
    ],
  });
});

it("a bundle says of its export a time before anything of it was read, so that all that was anchored by then is in it", async () => {
  const { client } = await openOwner(database.superuser);
  await client.query(`BEGIN; LOCK TABLE "AnchorLeaf" IN ACCESS EXCLUSIVE MODE`);
  const made = exportBundle(reference, privateKey);
  const waits = `SELECT clock_timestamp() AS at FROM pg_locks JOIN pg_database d ON d.oid = database
    WHERE NOT granted AND datname = current_database() AND relation = '"AnchorLeaf"'::regclass`;
  const seen = await vi.waitUntil(async () => (await client.query<{ at: Date }>(waits)).rows[0]?.at);
  await client.query("COMMIT");
  await client.end();
  const { exportedAt } = sourceOf((await made)?.archive ?? archive);
  expect(Date.parse(exportedAt)).toBeLessThanOrEqual(seen.getTime());
});

it("the command line ends with 1 for a bundle that fails and 2 for what cannot be read, and says why", () => {
  const other = sourceOf(archive);
  writeFileSync(at("bad.zip"), sealedBy({ ...other, entries: other.entries.slice(0, -1) }, privateKey));
  expect(holdpoint("verify", at("bad.zip"))).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/FAILS.*wrong {4}chain, entry \d+: it is missing/s),
  });
  writeFileSync(at("noise.zip"), "noise");
  expect(holdpoint("verify", at("noise.zip"))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("UNREADABLE"),
  });
  expect(holdpoint("verify", at("absent.zip")).status).toBe(2);
  expect(holdpoint("verify", at("bad.zip"), "--trust", at("noise.zip"))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('expected "ed25519"'),
  });
  expect(holdpoint("export", "INC-2026-9999").stderr).toContain("There is no incident INC-2026-9999");
});

it("an export without a signing key, or with one that others can read, is refused in one sentence", () => {
  chmodSync(at("signing-key.pem"), 0o644);
  expect(holdpoint("export", reference, "--out", at("two.zip"))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("can be read by others"),
  });
  chmodSync(at("signing-key.pem"), 0o600);
  expect(existsSync(at("two.zip"))).toBe(false);
});

it("the verifier as one file says the same in a folder that holds nothing else", async () => {
  const file = await buildVerifier(at("alone"));
  writeFileSync(at("alone/x.zip"), archive);
  const said = run(process.execPath, [file, "x.zip"], at("alone"));
  expect(said).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining("x.zip: VERIFIED") });
  expect(run(process.execPath, [file, file], at("alone"))).toMatchObject({ status: 2 });
});

it("the lines of VERIFY.md check a bundle with Python and openssl alone, and stop at an altered one", () => {
  const unpack = (name: string, bytes: Uint8Array) => {
    for (const file of readZip(bytes)) {
      mkdirSync(join(at(name), file.path, ".."), { recursive: true });
      writeFileSync(join(at(name), file.path), file.bytes);
    }
    return [...readFileSync(join(at(name), "VERIFY.md"), "utf8").matchAll(/```sh\n(.*?)```/gs)].map(
      ([, lines = ""]) => run("sh", ["-ec", lines], at(name)),
    );
  };
  const [files, console, people] = unpack("good", archive);
  expect(files).toMatchObject({ status: 0, stdout: "Every file and every entry is as the manifest says.\n" });
  expect(console?.stdout).toMatch(/^Signature Verified Successfully\n/);
  expect(console?.stdout).toContain(trusted()[0]?.id);
  expect(people?.stdout.match(/Signature Verified Successfully/g)).toHaveLength(4);
  expect(people?.stdout).toContain("is server-attested: no passkey signed it");
  const source = sourceOf(archive);
  const altered = source.entries.map((entry) => ({ ...entry, text: entry.text?.replace("a", "b") ?? null }));
  expect(unpack("bad", sealedBy({ ...source, entries: altered }, privateKey))[0]?.status).toBe(1);
});

it("evidence that was swapped on the disk is named by both verifiers, and what is gone is told and is no finding", async () => {
  const { evidence } = sourceOf(archive);
  expect([...evidence].map(([sha256, bytes]) => [sha256, Buffer.from(bytes).toString()])).toEqual(
    ["311 passed, 1 failed\n", "312 passed\n"].map((words) => [digestOf(words), words]),
  );
  const digest = digestOf("312 passed\n");
  const place = join(at("evidence"), digest.slice(0, 2), digest);
  writeFileSync(place, "313 passed\n");
  const swapped = await exportBundle(reference, privateKey);
  rmSync(place);
  const gone = await exportBundle(reference, privateKey);
  writeFileSync(place, "312 passed\n");
  expect(verifyBundle(swapped?.archive ?? archive, trusted())).toMatchObject({
    verdict: "fails",
    findings: [{ check: "evidence", where: `evidence/${digest}` }],
  });
  expect(gone?.leftOut).toBe(1);
  expect(verifyBundle(gone?.archive ?? archive, trusted())).toMatchObject({
    verdict: "verified",
    notes: expect.arrayContaining([
      {
        about: expect.stringMatching(/^entry /),
        message: expect.stringContaining("of 11 bytes is not in this bundle"),
      },
    ]),
  });
  const both = [swapped, gone].map((made, index) => ({
    name: `${index}`,
    archive: made?.archive ?? archive,
  }));
  expect((await differences(both, trusted())).told).toEqual([]);
});

it("two verifiers that share no code say the same of ten generated bundles", async () => {
  const bundles = generate(sourceOf(archive), privateKey, 10, 2_026);
  expect((await differences(bundles, trusted())).told).toEqual([]);
});

it("every stored field of an entry, and fields of every other file, flipped one by one, are found by both", async () => {
  const source = sourceOf(archive);
  const files = [...flipsOfFiles(sealedBy(anchoredBy(source, privateKey), privateKey))].filter(
    (_, index) => index % 12 === 0,
  );
  const short = { ...source, entries: source.entries.slice(0, 4) };
  const last = short.entries.at(-1);
  const head = { seq: last?.seq ?? 0, hash: last?.hash ?? "" };
  const fields = [...flipsOfLog({ ...short, head }, privateKey)];
  const dice = diceOf(5);
  const some = [...flipsOfLog(source, privateKey)].filter(() => dice(12) === 0);
  const told = await differences([...files, ...fields, ...some], trusted(), "never verified");
  expect(told.told).toEqual([]);
});

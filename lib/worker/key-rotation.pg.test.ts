import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { AnchorFile, anchorFileIn } from "#lib/commands/anchors/anchor-file.ts";
import { recordRotation } from "#lib/commands/anchors/rotate-key.ts";
import { declared, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { setStage } from "#lib/commands/testing/stage.ts";
import { makeNextKey } from "#lib/platform/next-signing-key.ts";
import { verifyAnchoredLogs } from "#lib/queries/anchored-logs.ts";
import { anchorAlarm } from "#lib/queries/health.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { openOwner } from "#lib/store/testing/database-owner.ts";
import { append, note } from "#lib/store/testing/incident.ts";
import { writeLeaf } from "#lib/verify/anchors/leaf.ts";
import { type AnchorList, addLines } from "#lib/verify/anchors/list.ts";
import { toldAnchors } from "#lib/verify/anchors/told.ts";
import { readZip } from "#lib/verify/bundle/read-zip.ts";
import { readTrust } from "#lib/verify/bundle/trust.ts";
import { verifyFile } from "#lib/verify/bundle/verify-file.ts";
import { signRotation } from "#lib/verify/keys/sign-rotation.ts";
import { root } from "#scripts/root.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { until } from "./testing/until.ts";

const folder = mkdtempSync(join(tmpdir(), "key-rotation-"));
const at = (...names: string[]) => join(folder, ...names);
const keyFile = at("signing-key.pem");
const takenUp = "this worker signs with another key from now on";
let database: Awaited<ReturnType<typeof testDatabase>>;
let env: Record<string, string>;
let reference: string;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.worker);
  env = {
    WORKER_DATABASE_URL: database.worker,
    HOLDPOINT_DATA_DIR: folder,
    HOLDPOINT_ANCHOR_SECONDS: "1",
  };
  const stage = await setStage();
  reference = await declared(stage, await serviceV3(stage));
});
afterEach(endWorkers);
afterAll(async () => {
  await disconnectStore();
  rmSync(folder, { recursive: true });
});

function holdpoint(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", join(root, "bin", "holdpoint.ts"), ...words],
    {
      cwd: root,
      encoding: "utf8",
      env: { PATH: process.env.PATH, NODE_ENV: "production", DATABASE_URL: database.app, ...env },
    },
  );
  return { status, said: `${stdout}${stderr}` };
}
const rotate = (...words: string[]) =>
  holdpoint("keys", "rotate", "--reason", "It was a year old.", ...words);
/** Keeps the key in force under a name, as somebody does who is to trust it. */
const handedOn = (name: string) => {
  writeFileSync(at(name), holdpoint("keys").said);
  return at(name);
};
async function ofAnchors(trust: string) {
  const text = readFileSync(anchorFileIn(at("anchors")), "utf8");
  const { report, leaves } = await verifyAnchoredLogs([{ of: "the file", text }], keysIn(trust));
  const said = toldAnchors("anchors", report, `${leaves} leaves`);
  return { status: report.findings.length === 0 ? 0 : 1, said };
}
function keysIn(trust: string) {
  const read = readTrust(readFileSync(trust, "utf8"));
  if (!read.ok) throw new Error(read.reason);
  return read.keys;
}
const exported = (name: string, ...words: string[]) => {
  const made = holdpoint("export", reference, "--out", at(name), ...words);
  expect(made).toMatchObject({ status: 0, said: expect.stringContaining("It holds all words") });
  return at(name);
};
async function ofBundle(bundle: string, trust: string) {
  const { exit, told } = await verifyFile([bundle, "--trust", trust]);
  return { status: exit, said: told };
}
const listed = (): AnchorList => {
  const list: AnchorList = { leaves: [], heads: [] };
  addLines(list, readFileSync(anchorFileIn(at("anchors")), "utf8"));
  return list;
};

async function anchoredMore(): Promise<void> {
  const { seq } = (await append(reference, note("More"))).state;
  await until(
    `entry ${seq} is anchored`,
    () => listed().leaves.some(({ leaf }) => leaf.kind === "head" && leaf.seq === seq),
    () => listed().heads.length,
  );
}

const verified = { status: 0, said: expect.stringContaining("VERIFIED") };
const anchored = { status: 0, said: expect.stringContaining("ANCHORED") };
const untrusted = { status: 1, said: expect.stringContaining("wrong    trust") };

it("a key is given up while two workers run: both sign with the new one, and either key shows all that both signed", async () => {
  const workers = await Promise.all([startWorker(env), startWorker(env)]);
  await anchoredMore();
  const [old, before] = [handedOn("old.keys"), exported("before.zip")];
  writeFileSync(at("held.note"), listed().heads.at(-1)?.text ?? "");
  expect(rotate()).toMatchObject({ status: 0, said: expect.stringContaining("both signed that") });
  const now = handedOn("new.keys");
  expect(readFileSync(now, "utf8")).not.toBe(readFileSync(old, "utf8"));
  for (const worker of workers) await worker.says(takenUp);
  await anchoredMore();
  expect([await anchorAlarm(), workers.flatMap(({ lines }) => lines).join("\n")]).toEqual([
    null,
    expect.not.stringContaining("NOTHING IS ANCHORED"),
  ]);
  for (const trust of [old, now]) {
    expect(await ofAnchors(trust)).toMatchObject(anchored);
    expect((await ofAnchors(trust)).said).toMatch(
      /note {5}trust: .*: It was a year old\.; both keys signed that/,
    );
  }
  const after = exported("after.zip", "--since", at("held.note"));
  expect(await ofBundle(before, old)).toMatchObject(verified);
  expect(await ofBundle(before, now)).toMatchObject(untrusted);
  expect(await ofBundle(after, old)).toMatchObject(verified);
  expect((await ofBundle(after, old)).said).toContain(", which you trust by one rotation\n");
  expect(await ofBundle(after, now)).toMatchObject(verified);
  expect((await ofBundle(after, now)).said).toContain(", which you trust\n");
  const against = holdpoint("verify", after, "--trust", old, "--anchors", at("anchors"));
  expect(against).toMatchObject(anchored);
});

it("the lines of VERIFY.md show with Python and openssl alone that both keys signed the rotation", () => {
  for (const { path, bytes } of readZip(readFileSync(at("after.zip")))) {
    mkdirSync(join(at("unpacked"), path, ".."), { recursive: true });
    writeFileSync(join(at("unpacked"), path), bytes);
  }
  const blocks = [...readFileSync(at("unpacked", "VERIFY.md"), "utf8").matchAll(/```sh\n(.*?)```/gs)];
  const lines = blocks.map(([, text = ""]) => text).find((text) => text.includes("rotations.json")) ?? "";
  const ran = spawnSync("sh", ["-ec", lines], { cwd: at("unpacked"), encoding: "utf8" });
  expect(ran.stdout.match(/Signature Verified Successfully/g)).toHaveLength(2);
  for (const trust of ["old.keys", "new.keys"])
    expect(ran.stdout).toContain(/^# id (\w+)/.exec(readFileSync(at(trust), "utf8"))?.[1]);
});

it("old keys are listed with when and why they were given up, and all files of keys are their owner's alone", async () => {
  const { status, said } = holdpoint("keys", "list");
  expect({ status, said }).toMatchObject({ status: 0, said: expect.stringContaining("It was a year old.") });
  writeFileSync(at("all.keys"), said);
  expect(await ofBundle(at("before.zip"), at("all.keys"))).toMatchObject(verified);
  const files = readdirSync(folder).filter((name) => name.startsWith("signing-key"));
  expect(files.sort()).toEqual(["signing-key.pem", "signing-key.pem.rotations"]);
  for (const name of files) expect(statSync(at(name)).mode & 0o777).toBe(0o600);
});

it("a rotation that was interrupted once it was recorded is finished by the next worker or export, and one before never was", async () => {
  const before = handedOn("before-crash.keys");
  await makeNextKey(keyFile);
  await startWorker(env);
  await anchoredMore();
  expect(holdpoint("keys").said).toBe(readFileSync(before, "utf8"));
  await endWorkers();
  const said = { by: "a test", reason: "It was interrupted.", compromised: false };
  const interrupted = () => recordRotation(new AnchorFile(at("anchors")), keyFile, said);
  const { to } = await interrupted();
  expect(holdpoint("keys").said).toBe(readFileSync(before, "utf8"));
  const worker = await startWorker(env);
  await worker.says(takenUp);
  await anchoredMore();
  expect(holdpoint("keys").said).toContain(to.id);
  expect(await ofAnchors(before)).toMatchObject(anchored);
  expect((await ofBundle(exported("finished.zip"), at("old.keys"))).said).toContain("by 2 rotations");
  await endWorkers();
  const later = await interrupted();
  expect((await ofBundle(exported("by-export.zip"), before)).said).toContain("by 2 rotations");
  expect(holdpoint("keys").said).toContain(later.to.id);
  expect(readdirSync(folder)).not.toContain("signing-key.pem.next");
});

it("a worker elsewhere that has only the old key says what it needs, and goes on once it has it", async () => {
  mkdirSync(at("elsewhere"));
  cpSync(keyFile, at("elsewhere", "signing-key.pem"));
  const elsewhere = await startWorker({ ...env, HOLDPOINT_DATA_DIR: at("elsewhere") });
  expect(rotate()).toMatchObject({ status: 0, said: expect.stringContaining("in force") });
  await elsewhere.says("this worker's key file still holds the old one: put the new one in its place");
  cpSync(keyFile, at("elsewhere", "signing-key.pem"));
  await elsewhere.says("anchoring goes on");
  await until("no worker says otherwise", async () => (await anchorAlarm()) === null);
});

it("no trust goes over the rotation of a key that others may have, and the new key alone shows all", async () => {
  const old = handedOn("lost.keys");
  expect(rotate("--compromised").said).toContain("No trust goes from the old key");
  const now = handedOn("found.keys");
  await startWorker(env);
  await anchoredMore();
  expect(await ofAnchors(now)).toMatchObject(anchored);
  expect(await ofAnchors(old)).toMatchObject(untrusted);
  const bundle = exported("compromised.zip");
  expect(await ofBundle(bundle, now)).toMatchObject(verified);
  expect(await ofBundle(bundle, old)).toMatchObject(untrusted);
  expect((await ofBundle(bundle, old)).said).toContain("ask the console's people for the new key");
  expect(holdpoint("keys", "list").said).toContain("# others may have it: not to be trusted\n");
});

it("a rotation that somebody wrote into the database is named, and leads to no key", async () => {
  const strangers = [generateKeyPairSync("ed25519"), generateKeyPairSync("ed25519")] as const;
  const told = { at: "2026-01-02T03:04:05.678Z", by: "nobody", reason: "None.", compromised: false };
  const record = signRotation(strangers[0].privateKey, strangers[1].privateKey, told);
  const index = listed().leaves.findIndex(({ leaf }) => leaf.kind === "rotated");
  const owner = await openOwner(database.superuser);
  const putBack = await owner.copied();
  const forge = (leaf: string) =>
    owner.change([`UPDATE "AnchorLeaf" SET leaf = $2 WHERE index = $1`, [index, leaf]]);
  await forge(writeLeaf(record));
  expect((await ofAnchors(at("all.keys"))).said).toContain(`anchor, the database, leaf ${index + 1}`);
  await forge(writeLeaf({ ...record, reason: "Another." }));
  expect((await ofAnchors(at("all.keys"))).said).toContain(
    `wrong    signature, the database, leaf ${index + 1}`,
  );
  await putBack();
  await owner.client.end();
  expect(await ofAnchors(at("found.keys"))).toMatchObject(anchored);
});

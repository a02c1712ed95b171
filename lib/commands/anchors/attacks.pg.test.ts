import { spawnSync } from "node:child_process";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { readText } from "#lib/platform/growing-file.ts";
import { keepSigningKey } from "#lib/platform/signing-key.ts";
import { verifyAnchoredLogs } from "#lib/queries/anchored-logs.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readHead, readRawEntries } from "#lib/store/log/raw-entries.ts";
import { type Owner, openOwner } from "#lib/store/testing/database-owner.ts";
import { append, declareOne, note } from "#lib/store/testing/incident.ts";
import { type AnchorList, addLines, writeLines } from "#lib/verify/anchors/list.ts";
import { signHead } from "#lib/verify/anchors/sign.ts";
import { leafHash, rootOf, treeOf } from "#lib/verify/anchors/tree.ts";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";
import { chainedAgain } from "#lib/verify/bundle/testing/forge.ts";
import { verifyChain } from "#lib/verify/chain.ts";
import { root } from "#scripts/root.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { AnchorFile, anchorFileIn } from "./anchor-file.ts";
import { anchorNow } from "./anchor-now.ts";
import { recordRestored } from "./record-restored.ts";

const folder = mkdtempSync(join(tmpdir(), "anchors-"));
const at = (...names: string[]) => join(folder, ...names);
const asked = { everySeconds: 0, worker: "test", jobsFor: () => [] };
let database: Awaited<ReturnType<typeof testDatabase>>;
let owner: Owner;
let privateKey: KeyObject;
let file: AnchorFile;
let stream: string;
let untouched: () => Promise<void>;

function holdpoint(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", join(root, "bin", "holdpoint.ts"), ...words],
    {
      cwd: root,
      encoding: "utf8",
      env: {
        NODE_ENV: "production",
        PATH: process.env.PATH,
        DATABASE_URL: database.app,
        HOLDPOINT_DATA_DIR: folder,
      },
    },
  );
  return { status, said: `${stdout}${stderr}` };
}
const given = async (place: string) => [
  { of: "the file", text: await readText(place.endsWith(".note") ? at(place) : anchorFileIn(at(place))) },
];
/** What `verify --anchors` finds: each check with its place. */
async function found(place = "anchors"): Promise<string[]> {
  const { report } = await verifyAnchoredLogs(await given(place), [publicKeyOf(privateKey)]);
  return report.findings.map(({ check, where }) => `${check}, ${where}`);
}
/** What the log says of itself, without any anchor. */
const plainly = async () =>
  verifyChain(await readRawEntries(stream, 0), { stream, head: await readHead(stream) });

const anchored = async () => {
  const { halted } = await anchorNow({ file, privateKey }, asked);
  expect(halted).toBeNull();
};
const lines = () =>
  readFileSync(anchorFileIn(at("anchors")), "utf8")
    .split("\n")
    .slice(0, -1);
const write = (name: string, given: string[]) => {
  cpSync(at("anchors"), at(name), { recursive: true });
  writeFileSync(anchorFileIn(at(name)), given.map((line) => `${line}\n`).join(""));
};
const listOf = (given: string[]): AnchorList => {
  const list: AnchorList = { leaves: [], heads: [] };
  addLines(list, given.map((line) => `${line}\n`).join(""));
  return list;
};

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.worker);
  owner = await openOwner(database.superuser);
  privateKey = await keepSigningKey(at("signing-key.pem"));
  file = new AnchorFile(at("anchors"));
  writeFileSync(at("console.keys"), holdpoint("keys").said);
  stream = await declareOne();
  await anchored();
  for (const words of ["One", "Two", "Three"]) {
    await append(stream, note(words));
    if (words !== "Two") await anchored();
  }
  await append(await declareOne(), note("Elsewhere"));
  await anchored();
  untouched = await owner.copied();
});
beforeEach(() => untouched());
afterAll(async () => {
  await owner.client.end();
  await disconnectStore();
  rmSync(folder, { recursive: true });
});

it("the command line says that logs hold all that was anchored, and names what does not", async () => {
  const verified = (place: string) =>
    holdpoint("verify", "--anchors", at(place), "--trust", at("console.keys"));
  const holds = { status: 0, said: expect.stringContaining("2 logs hold all that was anchored") };
  expect(verified("anchors")).toMatchObject(holds);
  await owner.cut(stream, 3);
  const wrong = expect.stringContaining(`wrong    truncation, ${stream}, entry 4: it is gone`);
  expect(verified("anchors/anchors.ndjson")).toMatchObject({ status: 1, said: wrong });
  expect(verified("nowhere")).toMatchObject({ status: 2, said: expect.stringContaining("cannot be read") });
});

it("a cut tail is named as truncation, though the log itself verifies", async () => {
  await owner.cut(stream, 3);
  expect(await plainly()).toMatchObject({ ok: true });
  expect(await found()).toEqual([`truncation, ${stream}, entry 4`]);
});

it("a log that is gone altogether is named as truncation from its first entry", async () => {
  await owner.change(
    [`DELETE FROM "LogEntry" WHERE stream = $1`, [stream]],
    [`DELETE FROM "LogHead" WHERE stream = $1`, [stream]],
  );
  expect(await found()).toEqual([`truncation, ${stream}, entry 1`]);
});

it("a log whose every entry was chained again is named as re-chained, though the log itself verifies", async () => {
  const entries = (await readRawEntries(stream, 0)).map(({ header, facts, text, textSalt }) => ({
    header: JSON.parse(header),
    facts: JSON.parse(facts),
    text: text === null ? null : JSON.parse(text.replace("One", "Six")),
    textSalt,
  }));
  for (const { seq, hash, prevHash, header, facts, text } of chainedAgain(entries))
    await owner.change([
      `UPDATE "LogEntry" SET hash = $3, prev_hash = $4, header = $5, facts = $6, text = $7 WHERE stream = $1 AND seq = $2`,
      [stream, seq, hash, prevHash, header, facts, text],
    ]);
  await owner.change([
    `UPDATE "LogHead" h SET hash = e.hash FROM "LogEntry" e WHERE h.stream = $1 AND e.stream = $1 AND e.seq = h.seq`,
    [stream],
  ]);
  expect(await plainly()).toMatchObject({ ok: true });
  expect(await found()).toEqual([`re-chained, ${stream}, entry 2`]);
});

it("a log that stands where it stood before is named as rolled back", async () => {
  await owner.cut(stream, 2);
  expect(await plainly()).toMatchObject({ ok: true });
  expect(await found()).toEqual([`rolled-back, ${stream}, entry 3`]);
});

it("a database that was put back whole, its own anchors too, is named as rolled back", async () => {
  await owner.cut(stream, 2);
  await owner.change(
    [`DELETE FROM "AnchorHead" WHERE size > 2`],
    [`DELETE FROM "AnchorLeaf" WHERE index > 1`],
  );
  expect(await plainly()).toMatchObject({ ok: true });
  expect(await found()).toEqual(["rolled-back, anchors", `rolled-back, ${stream}, entry 3`]);
});

it("anchors that were changed or deleted inside the database are named", async () => {
  await owner.cut(stream, 3);
  await owner.change(
    [`DELETE FROM "AnchorLeaf" WHERE index = 2`],
    [`DELETE FROM "AnchorHead" WHERE size = 3`],
  );
  const deleted = await found();
  expect(deleted).toContain("anchor, the database, leaf 3");
  expect(deleted).toContain(`truncation, ${stream}, entry 4`);
  await untouched();
  await owner.change([`UPDATE "AnchorLeaf" SET leaf = replace(leaf, '"seq":2', '"seq":1') WHERE index = 1`]);
  expect(await found()).toEqual(["tree, the database, tree head of 2", "anchor, the database, leaf 2"]);
});

it("an anchor that was changed in the file is named by its leaf", async () => {
  write(
    "changed",
    lines().map((line) => line.replace('"seq":2', '"seq":1')),
  );
  expect(await found("changed")).toEqual(["tree, the file, tree head of 2", "anchor, the file, leaf 2"]);
});

it("a leaf or a tree head that is gone from the file is named", async () => {
  const leaf = lines().findIndex((line) => line.includes('"seq":2'));
  write("lacking", lines().toSpliced(leaf, 1));
  expect(await found("lacking")).toContain("tree, the file, tree head of 2");
  write("unsigned", lines().toSpliced(leaf + 1, 1));
  expect(await found("unsigned")).toEqual(["anchor, the file, tree head of 2"]);
});

it("an end that is gone from the file may be a copy of an earlier time: it is told and still holds", async () => {
  write("earlier", lines().slice(0, 4));
  const { report } = await verifyAnchoredLogs(await given("earlier"), [publicKeyOf(privateKey)]);
  expect(report).toMatchObject({
    findings: [],
    notes: [{ message: expect.stringContaining("a copy of an earlier time") }],
  });
});

it("a list that was signed anew with another key is named for it, and speaks for nothing", async () => {
  const stranger = generateKeyPairSync("ed25519").privateKey;
  const { leaves, heads } = listOf(lines());
  let from = 0;
  const signed = heads.map(({ head, after }) => {
    const some = leaves.slice(from, after).map(({ text }) => text);
    from = after;
    return writeLines(some, signHead(stranger, head));
  });
  write("stranger", signed.join("").split("\n").slice(0, -1));
  const told = await found("stranger");
  for (const { head } of heads) expect(told).toContain(`trust, the file, tree head of ${head.size}`);
});

it("two lists that were both signed are named as a fork, also by a tree head alone", async () => {
  const other = lines()[0]?.replace('"seq":1', '"seq":9') ?? "";
  const head = { size: 1, root: rootOf(treeOf([leafHash(other)])), at: "2026-01-01T00:00:00.000Z" };
  const forged = signHead(privateKey, head);
  write("fork", writeLines([other], forged).split("\n").slice(0, -1));
  expect(await found("fork")).toContain("fork, leaf 1");
  writeFileSync(at("one.note"), forged);
  expect(await found("one.note")).toEqual(["fork, the file, tree head of 1"]);
  writeFileSync(at("good.note"), listOf(lines()).heads[1]?.text ?? "");
  expect(await found("good.note")).toEqual([]);
});

it("a file that is no list of anchors is named by the line at which it is none", async () => {
  write("noise", [...lines().slice(0, 2), "noise"]);
  expect(await found("noise")).toContain("list, the file, line 3");
});

it("a new file gets all that the database has, or nothing where a tree head in it was not signed over its leaves", async () => {
  const fresh = new AnchorFile(at("fresh"));
  const all = { file: fresh, privateKey };
  await owner.change([`UPDATE "AnchorLeaf" SET leaf = replace(leaf, '"seq":', '"seq":1') WHERE index = 3`]);
  expect(await anchorNow(all, asked)).toMatchObject({ halted: expect.stringContaining("not those that") });
  expect(await readText(fresh.path)).toBe("");
  await untouched();
  expect(await anchorNow(all, asked)).toMatchObject({ halted: null });
  expect(await readText(fresh.path)).toBe(await readText(file.path));
});

it("a restoration is recorded from a file that is behind as from one that is not, and from an empty one not at all", async () => {
  const said = { reason: "The backup of noon.", by: "an administrator" };
  await owner.cut(stream, 2);
  const recorded = (place: string) => recordRestored({ file: new AnchorFile(at(place)), privateKey }, said);
  await expect(recorded("nowhere")).rejects.toThrow("holds no anchor, and the database has");
  write("behind", lines().slice(0, 2));
  expect((await recorded("behind"))?.streams).toMatchObject([{ stream, was: { seq: 4 }, is: { seq: 2 } }]);
  expect(await found("behind")).toEqual([]);
});

it("a database that was put back whole is anchored no more until that is recorded, and then gets its anchors back", async () => {
  await owner.cut(stream, 2);
  await owner.change(
    [`DELETE FROM "AnchorHead" WHERE size > 2`],
    [`DELETE FROM "AnchorLeaf" WHERE index > 1`],
  );
  const { halted } = await anchorNow({ file, privateKey }, asked);
  expect(halted).toContain("anchor list ends after 2 leaves, and the anchor file goes on to");
  const said = { reason: "The backup of noon.", by: "an administrator" };
  const made = await recordRestored({ file, privateKey }, said);
  expect(made?.streams).toMatchObject([{ stream, keeps: 2, was: { seq: 4 }, is: { seq: 2 } }]);
  expect(await found()).toEqual([]);
  expect(await recordRestored({ file, privateKey }, said)).toBeNull();
  await append(stream, note("After"));
  await anchored();
  expect(await found()).toEqual([]);
  await owner.cut(stream, 2);
  expect(await found()).toEqual([`rolled-back, ${stream}, entry 3`]);
});

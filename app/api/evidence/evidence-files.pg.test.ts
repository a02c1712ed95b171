import { once } from "node:events";
import { access, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { accepted, asking, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { newId } from "#lib/platform/ids.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { serve } from "../_door/testing/serve.ts";

const folder = await mkdtemp(join(tmpdir(), "holdpoint-evidence-"));
Object.assign(process.env, {
  HOLDPOINT_LOG_LEVEL: "silent",
  HOLDPOINT_EVIDENCE_DIR: folder,
  HOLDPOINT_EVIDENCE_MAX_MB: "2",
  HOLDPOINT_EVIDENCE_TYPES: "application/pdf,text/plain",
});
const database: TestDatabase = await testDatabase();
const { connectStore, disconnectStore } = await import("#lib/store/client.ts");
const { declared, serviceV3 } = await import("#lib/commands/testing/incidents.ts");
const { forgetRedactedFiles } = await import("#lib/commands/evidence/forget-redacted.ts");
const { proposeDecision } = await import("#lib/commands/decision/propose.ts");
const { redactEntry } = await import("#lib/commands/timeline/redact-entry.ts");
const { findEvidenceFile, openEvidenceFile } = await import("#lib/queries/evidence-file.ts");
const { currentEvidence } = await import("#lib/domain/gate/holds.ts");
const { packByHash } = await import("#lib/store/packs.ts");
const { withFile } = await import("#lib/commands/evidence/with-file.ts");
const { answerHandIn } = await import("./_door/answer-hand-in.ts");

let stage: Stage;
let reference: string;
let door: Awaited<ReturnType<typeof serve>>;
let who: "priya" | "carl" = "priya";

beforeAll(async () => {
  connectStore(database.app);
  stage = await setStage();
  door = await serve((request) => answerHandIn(request, { personId: stage.cast[who] }));
});
beforeEach(async () => {
  who = "priya";
  reference = await declared(stage, await serviceV3(stage));
});
afterAll(async () => {
  await door.close();
  await disconnectStore();
  await rm(folder, { recursive: true });
});

type Change = Record<string, unknown>;
const lineOf = (change: Change = {}) =>
  `${JSON.stringify({
    ...{ reference, requirement: "smoke", summary: "All tests pass", name: "../report.txt" },
    ...{ media: "text/plain; charset=utf-8", idempotencyKey: newId(), ...change },
  })}\n`;

async function handIn(file: string | Uint8Array<ArrayBuffer>, change: Change = {}) {
  const body = new Blob([lineOf(change), file]);
  const response = await fetch(door.url, { method: "POST", body });
  return { status: response.status, body: await response.json() };
}

const arriving = () => readdir(join(folder, "arriving"));
const reader = (name: "priya" | "carl" | "olga") => ({ personId: stage.cast[name], isAuditor: false });
const latest = async () => {
  const item = (await stateOf(reference)).evidence.at(-1);
  if (item === undefined) throw new Error("nothing was handed in");
  return item;
};
async function given(name: "priya" | "carl" | "olga", evidence: string) {
  const file = await findEvidenceFile(reader(name), reference, evidence);
  if (file === null) return null;
  const stream = await openEvidenceFile(file);
  return typeof stream === "string" ? stream : Buffer.from(await new Response(stream).arrayBuffer());
}

it("[MKC-5.1] a file is kept under its digest, given out as it came, and superseded but never replaced", async () => {
  const first = new Uint8Array(1_500_000).fill(7);
  const { status, body } = await handIn(first);
  expect(status).toBe(200);
  expect(body.value).toMatchObject({ reference, sha256: sha256(first), bytes: first.length });
  const one = await latest();
  expect(one).toMatchObject({ sha256: sha256(first), media: "text/plain", party: "producer" });
  expect(await readFile(join(folder, one.sha256.slice(0, 2), one.sha256))).toEqual(Buffer.from(first));

  expect((await handIn("313 passed")).status).toBe(200);
  const state = await stateOf(reference);
  expect(state.evidence.map(({ supersededBy }) => supersededBy)).toEqual([(await latest()).evidence, null]);
  expect(currentEvidence(state, await packByHash(state.pack.hash), "smoke")?.sha256).toBe(
    sha256("313 passed"),
  );
  expect(await given("carl", one.evidence)).toEqual(Buffer.from(first));
  expect(await findEvidenceFile(reader("carl"), reference, one.evidence)).toMatchObject({
    name: "report.txt",
  });
});

it("a file is given to those who may read its words, and to nobody once they are redacted", async () => {
  await handIn("for the producer", { isForPartyAlone: true });
  const own = await latest();
  expect(await given("priya", own.evidence)).toEqual(Buffer.from("for the producer"));
  expect(await given("carl", own.evidence)).toBeNull();
  expect(await given("olga", own.evidence)).toBeNull();
  accepted(
    await redactEntry(asking(stage)("maya"), { reference, redacts: own.seq, reason: "A name in it." }),
  );
  expect(await given("priya", own.evidence)).toBeNull();
});

it("a redaction removes its file from the folder, but not while another entry that has its words names the same bytes", async () => {
  const words = `A name, ${newId()}`;
  const at = () => readFile(join(folder, sha256(words).slice(0, 2), sha256(words)), "utf8");
  for (let time = 0; time < 2; time += 1) expect((await handIn(words)).status).toBe(200);
  const [one, other] = (await stateOf(reference)).evidence;
  for (const [item, isLast] of [
    [one, false],
    [other, true],
  ] as const) {
    expect(await at()).toBe(words);
    const redaction = { reference, redacts: item?.seq ?? 0, reason: "A name in it." };
    accepted(await redactEntry(asking(stage)("maya"), redaction));
    expect(await at().catch(() => null)).toBe(isLast ? null : words);
  }
});

it("a redaction removes its file also where a joint decision was proposed on it", async () => {
  const words = `A name, ${newId()}`;
  expect((await handIn(words)).status).toBe(200);
  const { seq, sha256: digest } = await latest();
  const proposal = { reference, gate: "continue", residualRisk: "None is known." };
  accepted(await proposeDecision(asking(stage)("priya"), proposal));
  expect(JSON.stringify((await stateOf(reference)).decisions)).toContain(digest);
  accepted(await redactEntry(asking(stage)("maya"), { reference, redacts: seq, reason: "A name in it." }));
  await expect(access(join(folder, digest.slice(0, 2), digest))).rejects.toThrow("ENOENT");
});

it("the file of a redacted entry goes at the next start, where the console ended before it was removed", async () => {
  const words = ["redacted", "kept", "redacted once and kept once"].map((one) => `${one}, ${newId()}`);
  const place = (one: string) => join(folder, sha256(one).slice(0, 2), sha256(one));
  const [gone = "", , twice = ""] = words;
  for (const one of [...words, twice]) expect((await handIn(one)).status).toBe(200);
  const { evidence } = await stateOf(reference);
  for (const digest of [gone, twice].map((one) => sha256(one))) {
    const redacts = evidence.find((item) => item.sha256 === digest)?.seq ?? 0;
    accepted(await redactEntry(asking(stage)("maya"), { reference, redacts, reason: "A name in it." }));
  }
  await writeFile(place(gone), gone);
  await forgetRedactedFiles();
  const there = await Promise.all(words.map((one) => readFile(place(one), "utf8").catch(() => null)));
  expect(there).toEqual([null, ...words.slice(1)]);
});

it("a file that was swapped on the disk is not given out, and one that is gone is said to be gone", async () => {
  await handIn("as it was handed in");
  const { evidence, sha256: digest } = await latest();
  const place = join(folder, digest.slice(0, 2), digest);
  await writeFile(place, "as it was handed IN");
  expect(await given("carl", evidence)).toBe("altered");
  await rm(place);
  expect(await given("carl", evidence)).toBe("missing");
});

it("what is too big, of a type that is not taken, of no announced length, or not theirs leaves nothing behind", async () => {
  const { seq } = await stateOf(reference);
  const tooBig = await handIn(new Uint8Array(2_000_001));
  expect(tooBig).toMatchObject({ status: 413 });
  expect(tooBig.body.refusal.message).toBe("The file has 2.1 MB; at most 2 MB are taken.");
  expect(await handIn("<p>", { media: "text/html" })).toMatchObject({ status: 415 });
  expect(await handIn("x", { requirement: "nothing" })).toMatchObject({ status: 400 });
  expect(await handIn("x", { summary: "" })).toMatchObject({ status: 400 });
  who = "carl";
  expect(await handIn("x")).toMatchObject({ status: 403, body: { refusal: { rule: "MKC-5.1" } } });
  const chunked = await fetch(door.url, {
    method: "POST",
    body: new Blob([lineOf(), "x"]).stream(),
    duplex: "half",
  } as RequestInit);
  expect(chunked.status).toBe(411);
  expect((await stateOf(reference)).seq).toBe(seq);
  expect(await arriving()).toEqual([]);
});

it("an upload that is cut off leaves no file and no entry", async () => {
  const { seq } = await stateOf(reference);
  const socket = connect(door.port, "127.0.0.1");
  const line = lineOf();
  const head = `POST / HTTP/1.1\r\nHost: console\r\nContent-Length: ${line.length + 1_000_000}\r\n\r\n`;
  socket.write(`${head}${line}${"x".repeat(500_000)}`);
  await vi.waitFor(async () => expect(await arriving()).toHaveLength(1), { timeout: 20_000, interval: 20 });
  socket.destroy();
  await once(socket, "close");
  await vi.waitFor(async () => expect(await arriving()).toEqual([]), { timeout: 20_000, interval: 20 });
  expect((await stateOf(reference)).seq).toBe(seq);
});

it.each([
  ["more", 9],
  ["less", 11],
])(
  "%s than was announced is never recorded, also where the stream ends as if it were whole",
  async (_, announced) => {
    const judged = vi.fn();
    const pieces = async function* () {
      yield Buffer.from("01234");
      yield Buffer.from("56789");
    };
    await expect(withFile(pieces(), announced, judged)).rejects.toThrow(/cut off.* announced bytes arrived/);
    expect(judged).not.toHaveBeenCalled();
    expect(await arriving()).toEqual([]);
  },
);

it("the same key hands in once", async () => {
  const { seq } = await stateOf(reference);
  const idempotencyKey = newId();
  const answers = [await handIn("once", { idempotencyKey }), await handIn("once", { idempotencyKey })];
  expect(answers.map(({ body }) => body.value.seq)).toEqual([seq + 1, seq + 1]);
  expect(await arriving()).toEqual([]);
});

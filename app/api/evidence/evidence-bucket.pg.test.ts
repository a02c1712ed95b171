import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { accepted, asking, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { newId } from "#lib/platform/ids.ts";
import { openObjectStore } from "#lib/store/evidence/testing/object-store.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { serve } from "../_door/testing/serve.ts";

const folder = await mkdtemp(join(tmpdir(), "holdpoint-bucket-"));
const store = await openObjectStore();
Object.assign(process.env, store.settings, {
  HOLDPOINT_LOG_LEVEL: "silent",
  HOLDPOINT_EVIDENCE_DIR: folder,
});
const database = await testDatabase();
const { connectStore, disconnectStore } = await import("#lib/store/client.ts");
const { declared, serviceV3 } = await import("#lib/commands/testing/incidents.ts");
const { redactEntry } = await import("#lib/commands/timeline/redact-entry.ts");
const { findEvidenceFile, openEvidenceFile } = await import("#lib/queries/evidence-file.ts");
const { evidenceIn } = await import("#lib/queries/export-evidence.ts");
const { readWholeLog } = await import("#lib/queries/raw-log.ts");
const { answerHandIn } = await import("./_door/answer-hand-in.ts");

let stage: Stage;
let reference: string;
let door: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  connectStore(database.app);
  stage = await setStage();
  door = await serve((request) => answerHandIn(request, { personId: stage.cast.priya }));
});
beforeEach(async () => {
  store.fail(null);
  reference = await declared(stage, await serviceV3(stage));
});
afterAll(async () => {
  await door.close();
  store.close();
  await disconnectStore();
  await rm(folder, { recursive: true });
});

async function handIn(file: string, idempotencyKey: string = newId()) {
  const said = { reference, requirement: "smoke", summary: "All pass", name: "a.txt", media: "text/plain" };
  const body = new Blob([`${JSON.stringify({ ...said, idempotencyKey })}\n`, file]);
  const response = await fetch(door.url, { method: "POST", body });
  return { status: response.status, body: await response.json() };
}

const latest = async () => {
  const item = (await stateOf(reference)).evidence.at(-1);
  if (item === undefined) throw new Error("nothing was handed in");
  return item;
};
async function given() {
  const file = await findEvidenceFile(
    { personId: stage.cast.carl, isAuditor: false },
    reference,
    (await latest()).evidence,
  );
  if (file === null) return null;
  const stream = await openEvidenceFile(file);
  return typeof stream === "string" ? stream : new Response(stream).text();
}
const nameOf = (words: string) => `/evidence/console/${sha256(words).slice(0, 2)}/${sha256(words)}`;

it("a file in an object store is given out and exported as it came, and nothing of it stays on the disk", async () => {
  expect((await handIn("312 passed")).status).toBe(200);
  expect(await given()).toBe("312 passed");
  const entries = (await readWholeLog(reference))?.entries ?? [];
  const { evidence } = await evidenceIn({ stream: reference, entries }, 10);
  expect([...evidence.values()].map((bytes) => Buffer.from(bytes).toString())).toEqual(["312 passed"]);
  expect(await readdir(folder, { recursive: true })).toEqual(["arriving"]);
});

it("an object that was swapped is not given out, and one that is gone is said to be gone", async () => {
  await handIn("as it was handed in");
  store.objects.set(nameOf("as it was handed in"), Buffer.from("as it was handed IN"));
  expect(await given()).toBe("altered");
  store.objects.delete(nameOf("as it was handed in"));
  expect(await given()).toBe("missing");
});

it("a redaction removes the object", async () => {
  await handIn("a name in it");
  expect(store.objects.has(nameOf("a name in it"))).toBe(true);
  const redaction = { reference, redacts: (await latest()).seq, reason: "A name." };
  accepted(await redactEntry(asking(stage)("maya"), redaction));
  expect(store.objects.has(nameOf("a name in it"))).toBe(false);
});

it("while the store refuses, nothing is recorded and it is said; the same key hands it in afterwards", async () => {
  const { seq } = await stateOf(reference);
  const key = newId();
  store.fail({ status: 403, code: "AccessDenied" });
  const refused = await handIn("once", key);
  expect(refused).toMatchObject({ status: 500 });
  expect(JSON.stringify(refused.body)).toContain("Nothing was kept; try again.");
  expect((await stateOf(reference)).seq).toBe(seq);
  store.fail(null);
  expect((await handIn("once", key)).status).toBe(200);
  expect(await given()).toBe("once");
});

import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { closeCheckpoint } from "#lib/commands/checkpoint/close.ts";
import { nameCheckpointDeputy } from "#lib/commands/checkpoint/name-deputy.ts";
import { reportCriterion } from "#lib/commands/checkpoint/report-criterion.ts";
import {
  accepted,
  add,
  addSigner,
  as,
  follow,
  opened,
  read,
  register,
  sign,
} from "#lib/commands/checkpoint/testing/sides.ts";
import type { CommandContext } from "#lib/commands/context.ts";
import { publishBuiltInPacks } from "#lib/commands/protocols/publish-built-in.ts";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { newId } from "#lib/platform/ids.ts";
import { readCheckpointView } from "#lib/queries/checkpoint.ts";
import { findCheckpointFile } from "#lib/queries/checkpoint-file.ts";
import { openEvidenceFile } from "#lib/queries/evidence-file.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { serve } from "../_door/testing/serve.ts";
import { answerHandIn } from "./_door/answer-hand-in.ts";

const folder = await mkdtemp(join(tmpdir(), "holdpoint-reports-"));
Object.assign(process.env, {
  HOLDPOINT_SECRET: "a secret for tests, long enough to be one",
  HOLDPOINT_LOG_LEVEL: "silent",
  HOLDPOINT_EVIDENCE_DIR: folder,
  HOLDPOINT_EVIDENCE_MAX_MB: "1",
  HOLDPOINT_EVIDENCE_TYPES: "text/markdown,text/plain",
});

type Person = CommandContext["actor"];
let door: Awaited<ReturnType<typeof serve>>;
let who: Person;
let administrator: Person;
let producer: Person;
let consumer: Person;
let stranger: Person;
let reference: string;
let number = 0;

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  await publishBuiltInPacks();
  administrator = await add("alex", { isAdministrator: true });
  producer = await addSigner("ines", { party: "producer", roles: ["producer-lead"] });
  consumer = await addSigner("david", { party: "consumer", roles: ["consumer-lead"] });
  stranger = await add("olga", { roles: ["commander"] });
  door = await serve((request) => answerHandIn(request, { personId: who.id }));
});
beforeEach(async () => {
  who = producer;
  number += 1;
  await register(administrator, `kernel-${number}`);
  reference = await opened(producer, `kernel-${number}`);
});
afterAll(async () => {
  await door.close();
  await disconnectStore();
  await rm(folder, { recursive: true });
});

const words = { criterion: "changelog", passed: true, value: null, command: "The changelog", output: "" };

async function handIn(file: string | Uint8Array<ArrayBuffer>, change: Record<string, unknown> = {}) {
  const said = { ...words, name: "docs/CHANGES.md", media: "text/markdown; charset=utf-8", ...change };
  const line = JSON.stringify({ reference, idempotencyKey: newId(), ...said });
  const response = await fetch(door.url, { method: "POST", body: new Blob([`${line}\n`, file]) });
  return { status: response.status, body: await response.json() };
}

const readerOf = ({ id }: Person, party: string | null) => ({
  ...{ personId: id, party, roles: [], isAuditor: false },
});
const reportOf = async (criterion = "changelog") => (await read(reference)).state.reports[criterion];
const viewed = async () => {
  const view = await readCheckpointView(reference, readerOf(consumer, "consumer"));
  if (view === null) throw new Error("it is not the consumer's to see");
  const items = view.groups.flatMap((group) => group.items);
  return { view, item: items.find(({ id }) => id === "changelog") };
};
async function given(id: string, reader = readerOf(consumer, "consumer")) {
  const file = await findCheckpointFile(reader, reference, id);
  if (file === null) return null;
  const stream = await openEvidenceFile(file);
  const bytes = typeof stream === "string" ? stream : await new Response(stream).text();
  return { name: file.name, media: file.media, bytes };
}

it("[MKD-3] [MKD-3.5] [MKD-8.5] a file with a few words proves an artifact: kept under its digest, given to both sides alone, superseded and never replaced", async () => {
  const first = "0.4.0 asks for service.v3\n";
  const digest = sha256(first);
  const { status, body } = await handIn(first);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.value).toMatchObject({ reference, sha256: digest, bytes: first.length });
  expect(await readFile(join(folder, digest.slice(0, 2), digest), "utf8")).toBe(first);
  const one = (await reportOf())?.file;
  expect(one).toMatchObject({ sha256: digest, bytes: first.length, media: "text/markdown" });
  const id = one?.id ?? "";
  const shown = { id, name: "CHANGES.md", bytes: first.length, sha256: digest };
  expect((await viewed()).item).toMatchObject({ holds: true, proof: { by: "ines", file: shown } });
  const whole = { name: "CHANGES.md", media: "text/markdown", bytes: first };
  expect(await given(id)).toEqual(whole);
  expect(await given(id, { ...readerOf(stranger, null), isAuditor: true })).toEqual(whole);
  expect(await given(id, readerOf(stranger, null))).toBeNull();

  who = consumer;
  const refusal = { rule: "MKD-3.5", message: "This is the producer's to report." };
  expect(await handIn("0.4.1\n")).toMatchObject({ status: 403, body: { refusal } });
  who = producer;
  expect((await handIn("0.4.1\n")).status).toBe(200);
  expect((await viewed()).item?.proof?.file).toMatchObject({ sha256: sha256("0.4.1\n") });
  accepted(await reportCriterion(as(producer), { reference, ...words, output: "See docs/CHANGES.md" }));
  const { view, item } = await viewed();
  expect(item?.proof?.file).toBeNull();
  expect(view.timeline.flatMap(({ file }) => file ?? [])).toEqual([
    expect.objectContaining({ sha256: sha256("0.4.1\n") }),
    shown,
  ]);
  expect(await given(id)).toEqual(whole);
});

it("[MKD-8] [MKD-8.5] another file under the same words voids the signature that was given, and the same file does not", async () => {
  await handIn("0.4.0\n");
  const isCutover = (act: { kind: string; question?: string }) =>
    act.kind === "answer" && act.question === "cutover";
  await follow(reference, { producer, consumer }, isCutover);
  accepted(await sign(producer, { reference, question: "cutover", answer: "go" }));
  const signed = async () => (await read(reference)).state.verdicts.producer?.cutover !== undefined;
  await handIn("0.4.0\n");
  expect(await signed()).toBe(true);
  await handIn("0.4.1\n");
  expect(await signed()).toBe(false);
  const { view } = await viewed();
  const sides = view.questions.find(({ id }) => id === "cutover")?.sides ?? [];
  expect(sides.flatMap(({ voided }) => voided?.changes ?? []).join()).toMatch(/changelog.*it was shown anew/);
});

it("[MKD-3.3] a check's digest is of its words, and of the file and its name", async () => {
  const said = { criterion: "handoff-payload", command: "./check.sh", output: "valid", name: "payload.json" };
  expect(await handIn("{}", { ...said, media: "text/plain" })).toMatchObject({ status: 200 });
  const shown = `{"command":"./check.sh","file":"${sha256("{}")}","name":"payload.json","output":"valid"}`;
  expect(await reportOf("handoff-payload")).toMatchObject({ source: "check", digest: sha256(shown) });
});

it.each<[string, Record<string, unknown>, number, string | RegExp]>([
  ["an administrator's", { by: "administrator" }, 403, /you belong to neither side/],
  ["a deputy's", { by: "stranger" }, 403, /you belong to neither side/],
  ["too big", { bytes: 1_000_001 }, 413, "The file has 1.1 MB; at most 1 MB are taken."],
  ["of a type that is not taken", { media: "text/html" }, 415, /"text\/html" are not taken here/],
  ["a check's without output", { criterion: "manifest" }, 409, /expected the output that shows it/],
  [
    "another value than is asked",
    { criterion: "target-pin", value: "v1", output: "x" },
    409,
    /expected a tag/,
  ],
  ["of a person's own word", { criterion: "governing-documents" }, 400, /nothing that can be reported/],
  ["half a character in its name", { name: "\ud800.md" }, 400, /character/],
  ["without a name", { name: "a/" }, 400, "Expected the file's name."],
  ["without a word", { command: " " }, 400, "Say what was run, or where the proof is."],
  ["of no checkpoint", { reference: "CHK-2026-9999" }, 400, "There is no checkpoint CHK-2026-9999."],
])(
  "[MKD-3] a file that is %s is refused with a sentence and leaves nothing",
  async (_, change, status, says) => {
    const from = await databaseNow();
    const naming = { person: stranger.id, from, until: minutesAfter(from, 60, 1), reason: "Away." };
    accepted(await nameCheckpointDeputy(as(producer), { reference, ...naming }));
    const { by, bytes, ...other } = change;
    const people = { administrator, stranger };
    who = people[by as keyof typeof people] ?? producer;
    const { seq } = (await read(reference)).state;
    const file = typeof bytes === "number" ? new Uint8Array(bytes) : "x";
    const told = await handIn(file, other);
    expect(told.status, JSON.stringify(told.body)).toBe(status);
    const { message, blockers } = told.body.refusal;
    expect([message, ...blockers.map((one: { message: string }) => one.message)].join(" ")).toMatch(says);
    expect((await read(reference)).state.seq).toBe(seq);
    expect(await readdir(join(folder, "arriving")).catch(() => [])).toEqual([]);
  },
);

it("[MKD-3] the same key records a file once, and a closed checkpoint takes none", async () => {
  const idempotencyKey = newId();
  const answers = [await handIn("once", { idempotencyKey }), await handIn("once", { idempotencyKey })];
  expect(answers.map(({ body }) => body.value.seq)).toEqual([2, 2]);
  accepted(await closeCheckpoint(as(producer), { reference, reason: "Not today." }));
  expect(await handIn("too late")).toMatchObject({
    status: 409,
    body: { refusal: { message: `${reference} is closed; its log takes no more of this.` } },
  });
});

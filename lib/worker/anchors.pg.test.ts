import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { anchorFileIn } from "#lib/commands/anchors/anchor-file.ts";
import { closeCheckpoint } from "#lib/commands/checkpoint/close.ts";
import * as sides from "#lib/commands/checkpoint/testing/sides.ts";
import { cancelIncident } from "#lib/commands/commander/cancel-incident.ts";
import { publishBuiltInPacks } from "#lib/commands/protocols/publish-built-in.ts";
import { declared, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { readSigningKey } from "#lib/platform/signing-key.ts";
import { verifyAnchoredLogs } from "#lib/queries/anchored-logs.ts";
import { anchorAlarm, readHealth } from "#lib/queries/health.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { type Owner, openOwner } from "#lib/store/testing/database-owner.ts";
import { append, declareOne, note } from "#lib/store/testing/incident.ts";
import { readHead } from "#lib/verify/anchors/note.ts";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";
import { root } from "#scripts/root.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { openMailServer } from "./testing/mail-server.ts";
import { endWorkers, startWorker } from "./testing/running-worker.ts";
import { until } from "./testing/until.ts";

const folder = mkdtempSync(join(tmpdir(), "worker-anchors-"));
let stage: Stage;
let owner: Owner;
let env: Record<string, string>;

beforeAll(async () => {
  const database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  owner = await openOwner(database.superuser);
  env = { WORKER_DATABASE_URL: database.worker, HOLDPOINT_DATA_DIR: folder, HOLDPOINT_ANCHOR_SECONDS: "1" };
});
afterEach(endWorkers);
afterAll(async () => {
  await owner.client.end();
  await disconnectStore();
  rmSync(folder, { recursive: true });
});

const file = anchorFileIn(join(folder, "anchors"));
const lines = () => {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
};
const anchorsOf = (reference: string, seq: number) =>
  lines().filter((line) => line.includes(`"seq":${seq},"stream":"${reference}"`)).length;
const untilAnchored = (reference: string, seq: number) =>
  until(`entry ${seq} is anchored`, () => anchorsOf(reference, seq) === 1, lines);

async function verified() {
  const key = publicKeyOf(await readSigningKey(join(folder, "signing-key.pem")));
  const { report } = await verifyAnchoredLogs([{ of: "the file", text: lines().join("\n") }], [key]);
  return report;
}
const record = async (reference: string) => (await append(reference, note("More"))).state.seq;

it("of several workers one at a time anchors each head once, and another goes on when it dies", async () => {
  const reference = await declareOne();
  const workers = await Promise.all([startWorker(env), startWorker(env)]);
  await untilAnchored(reference, await record(reference));
  workers[0]?.kill("SIGKILL");
  await untilAnchored(reference, await record(reference));
  expect((await verified()).findings).toEqual([]);
  expect(await readHealth()).toMatchObject({ anchors: { status: "well", size: expect.any(Number) } });
});

it("the anchor file is committed and pushed to a repository that keeps it, again and again", async () => {
  const git = (...words: string[]) =>
    execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", ...words], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  const [bare, clone] = [join(folder, "kept.git"), join(folder, "clone")];
  git("init", "--quiet", "--bare", "--initial-branch=main", bare);
  git("clone", "--quiet", bare, clone);
  git("-C", clone, "commit", "--quiet", "--allow-empty", "-m", "Begin");
  git("-C", clone, "push", "--quiet", "origin", "HEAD:main");
  await startWorker({ ...env, HOLDPOINT_ANCHOR_GIT: `${bare}#main` });
  const reference = await declareOne();
  const kept = () => {
    try {
      return git("-C", bare, "show", "main:anchors/anchors.ndjson");
    } catch {
      return "";
    }
  };
  for (const _ of ["a first time", "again"]) {
    const seq = await record(reference);
    await until(
      `entry ${seq} is in the repository`,
      () => kept().includes(`"seq":${seq},"stream":"${reference}"`),
      kept,
    );
  }
  expect(lines().join("\n").startsWith(kept())).toBe(true);
  expect(Number(git("-C", bare, "rev-list", "--count", "main"))).toBeGreaterThanOrEqual(3);
});

it("what is final is anchored at once, and its signed tree head goes to those who keep anchors by mail", async () => {
  const mail = await openMailServer();
  const reference = await declared(stage, await serviceV3(stage));
  await startWorker({
    ...env,
    HOLDPOINT_ANCHOR_SECONDS: "3600",
    HOLDPOINT_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    HOLDPOINT_ANCHOR_MAIL: "witness@example.com, auditor@example.com",
  });
  accepted(await cancelIncident(asking(stage)("maya"), { reference, reason: "A false alarm." }));
  const told = await until("both have it", () => {
    const mine = mail.received.filter(({ subject }) => subject.includes(reference));
    return mine.length === 2 ? mine : null;
  });
  expect(told.map(({ to }) => to).sort()).toEqual(["auditor@example.com", "witness@example.com"]);
  const sent = /-----\n(.*)-----/s.exec(told[0]?.text ?? "")?.[1] ?? "";
  const size = readHead(sent)?.size ?? 0;
  const leaves = lines().filter((line) => line.startsWith('{"hash"'));
  expect(leaves.slice(0, size).some((line) => line.includes(reference))).toBe(true);
  expect(lines().some((line) => line.includes(JSON.stringify(sent)))).toBe(true);
  await mail.close();
});

it("a checkpoint that is over is anchored at once and told by mail, as an incident is", async () => {
  const mail = await openMailServer();
  await startWorker({
    ...env,
    HOLDPOINT_ANCHOR_SECONDS: "3600",
    HOLDPOINT_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    HOLDPOINT_ANCHOR_MAIL: "witness@example.com",
  });
  await publishBuiltInPacks();
  const producer = await sides.add("ines", { party: "producer", roles: ["producer-lead"] });
  await sides.register(await sides.add("root", { isAdministrator: true }), "anchored");
  const reference = await sides.opened(producer, "anchored");
  accepted(await closeCheckpoint(sides.as(producer), { reference, reason: "Not today." }));
  await until("the witness has it", () => mail.received.find(({ subject }) => subject.includes(reference)));
  expect(anchorsOf(`checkpoint/${reference}`, 2)).toBe(1);
  await mail.close();
});

it("no tree head leaves by mail that does not cover what is final: while another worker has an alarm it waits", async () => {
  const mail = await openMailServer();
  const reference = await declared(stage, await serviceV3(stage));
  const [other, alarm] = ["another/1/worker", "the log no longer holds entry 7 of INC-2026-0001"];
  await owner.client.query(
    `INSERT INTO "WorkerHeartbeat" (worker, started_at, beat_at, version, sends_mail, queue_workers, anchor_alarm)
     VALUES ($1, now(), now() + interval '1 hour', '1', true, '{}', $2)`,
    [other, alarm],
  );
  await startWorker({
    ...env,
    HOLDPOINT_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    HOLDPOINT_ANCHOR_MAIL: "witness@example.com",
  });
  accepted(await cancelIncident(asking(stage)("maya"), { reference, reason: "A false alarm." }));
  await until("the anchor is put off, for the other's reason", async () => {
    const { rows } = await owner.client.query<{ why: string | null }>(
      "SELECT last_error AS why FROM graphile_worker._private_jobs WHERE key LIKE $1",
      [`anchor:${reference}:%`],
    );
    return rows[0]?.why?.includes(alarm);
  });
  await owner.client.query(`DELETE FROM "WorkerHeartbeat" WHERE worker = $1`, [other]);
  const told = await until("the witness has it", () =>
    mail.received.find(({ subject }) => subject.includes(reference)),
  );
  const sent = readHead(/-----\n(.*)-----/s.exec(told.text)?.[1] ?? "");
  const leaves = lines().filter((line) => line.startsWith('{"hash"'));
  const { seq } = await stateOf(reference);
  expect(
    leaves.slice(0, sent?.size).some((line) => line.includes(`"seq":${seq},"stream":"${reference}"`)),
  ).toBe(true);
  await mail.close();
});

it("a log that was cut halts every worker until a restoration is recorded, which the verifier then tells of", async () => {
  const reference = await declareOne();
  const worker = await startWorker(env);
  const kept = await record(reference);
  await untilAnchored(reference, kept);
  const { state } = await append(reference, note("One"), note("Two"));
  const lost = state.seq;
  await untilAnchored(reference, lost);
  await owner.cut(reference, lost - 1);
  await worker.says("NOTHING IS ANCHORED");
  await until("the board says so", async () =>
    (await anchorAlarm())?.includes(`entry ${lost} of ${reference}`),
  );
  expect(await readHealth()).toMatchObject({ status: "well", anchors: { status: "halted" } });
  const size = lines().length;
  const later = await record(reference);
  await startWorker(env).then((second) => second.says("NOTHING IS ANCHORED"));
  expect(lines()).toHaveLength(size);
  expect((await verified()).findings).toMatchObject([
    { check: "re-chained", where: `${reference}, entry ${lost}` },
  ]);
  const words = ["restored", "--reason", "The disk was lost; the backup of noon was put back."];
  const args = ["--disable-warning=ExperimentalWarning", join(root, "bin", "holdpoint.ts"), ...words];
  const { stdout, status } = spawnSync(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
    encoding: "utf8",
  });
  expect([status, stdout]).toEqual([
    0,
    expect.stringContaining(
      `${reference}: entry ${lost} was anchored; it holds those up to ${kept}, and ends at ${later} now`,
    ),
  ]);
  await worker.says("anchoring goes on");
  await untilAnchored(reference, await record(reference));
  expect(await verified()).toMatchObject({
    findings: [],
    notes: [{ message: expect.stringMatching(/^restored at .*backup of noon was put back.*INC-/) }],
  });
});

import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { accepted, asConsole, asking, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { newId } from "#lib/platform/ids.ts";
import { root } from "#scripts/root.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { serve } from "../../_door/testing/serve.ts";

const folder = await mkdtemp(join(tmpdir(), "holdpoint-runs-"));
process.env.HOLDPOINT_LOG_LEVEL = "silent";
process.env.HOLDPOINT_EVIDENCE_DIR = join(folder, "evidence");
const database = await testDatabase();
const { connectStore, disconnectStore } = await import("#lib/store/client.ts");
const { createToken } = await import("#lib/commands/tokens/create.ts");
const { createService } = await import("#lib/commands/services/create.ts");
const { openCheckpoint } = await import("#lib/commands/checkpoint/open.ts");
const { readCheckpoint } = await import("#lib/store/checkpoint-log.ts");
const { readCheckpointView } = await import("#lib/queries/checkpoint.ts");
const { findCheckpointFile } = await import("#lib/queries/checkpoint-file.ts");
const { currentEvidence } = await import("#lib/domain/gate/holds.ts");
const { packByHash } = await import("#lib/store/packs.ts");
const { cutoverCriteria } = await import("#lib/protocols/service-v3-cutover/criteria.ts");
const { declared, serviceV3 } = await import("#lib/commands/testing/incidents.ts");
const { POST } = await import("./route.ts");

let stage: Stage;
let door: Awaited<ReturnType<typeof serve>>;
let tokens: { producer: string; consumer: string; freeze: string };
let incident: string;
let checkpoint: string;
const work = join(folder, "kernel");
const commit = async () => (await git("rev-parse", "HEAD")).trim();
const git = async (...words: string[]) =>
  (
    await promisify(execFile)("git", ["-c", "user.name=Ines", "-c", "user.email=i@example.com", ...words], {
      cwd: work,
    })
  ).stdout;

beforeAll(async () => {
  connectStore(database.app);
  stage = await setStage();
  door = await serve(POST);
  const make = async (name: "priya" | "carl") =>
    accepted(await createToken(asking(stage)(name), { name: `${name}'s`, scopes: ["evidence:write"] })).value;
  const freeze = accepted(await createToken(asConsole(), { name: "freeze", scopes: ["freeze:read"] })).value;
  tokens = { producer: await make("priya"), consumer: await make("carl"), freeze };
  incident = await declared(stage, await serviceV3(stage));
  await promisify(execFile)("git", ["init", "--quiet", "--initial-branch", "main", work]);
  await git("remote", "add", "origin", "https://ines:secret@git.example.com/kernel.git");
  await git("commit", "--quiet", "--allow-empty", "--message", "one");
  checkpoint = await openedCheckpoint();
});
afterAll(async () => {
  await door.close();
  await disconnectStore();
  await rm(folder, { recursive: true });
});

async function openedCheckpoint(): Promise<string> {
  const approved = { tag: "v0.3.2", sha: "cf331449e1589581a5dcbb3adecd3e9ae4509277" };
  const environments = [{ name: "production", baseline: approved, current: approved }];
  const service = { key: "kernel", name: "Kernel", ownerRole: "producer-lead", environments };
  accepted(await createService(asConsole(), service));
  const values = {
    ...approved,
    serviceContract: "service.v2",
    apiContract: "api.v1",
    integrationBaseline: "v1",
  };
  const asked = {
    packId: "service-v3-cutover",
    service: "kernel",
    environment: "production",
    title: "Cutover",
    values,
  };
  return accepted(await openCheckpoint(asking(stage)("priya"), asked)).reference;
}

/** The command line as a pipeline calls it, in the folder where its work lies. */
async function holdpoint(words: string[], more: Record<string, string> = {}) {
  const settings = {
    HOLDPOINT_URL: door.url,
    HOLDPOINT_TOKEN: tokens.producer,
    INIT_CWD: work,
    NODE_ENV: "test",
  };
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", join(root, "scripts/holdpoint.ts"), "run", ...words],
    {
      cwd: root,
      env: { ...process.env, ...settings, ...more } as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const [out, err, code] = await Promise.all([
    new Response(child.stdout as never).text(),
    new Response(child.stderr as never).text(),
    new Promise<number | null>((resolve) => child.once("close", resolve)),
  ]);
  return { out, err, code };
}
const node = (script: string) => ["--", process.execPath, "-e", script];
const forSmoke = () => ["--for", incident, "--requirement", "smoke"];
const latest = async () => (await stateOf(incident)).evidence.at(-1);
const proven = async () => {
  const state = await stateOf(incident);
  return currentEvidence(state, await packByHash(state.pack.hash), "smoke");
};
const keptOf = (digest: string) => readFile(join(folder, "evidence", digest.slice(0, 2), digest), "utf8");
const reportOf = async (run: string) => (await readCheckpoint(checkpoint))?.reports[run];

it("[MKC-5.1] a command's output reaches the terminal as it is, and the console with exit, commit and digest", async () => {
  const said = await holdpoint([
    ...forSmoke(),
    ...node(`console.log("312 passed"); console.error("one warning")`),
  ]);
  expect(said).toMatchObject({ code: 0, out: "312 passed\n", err: expect.stringContaining("one warning\n") });
  const item = await latest();
  expect(item).toMatchObject({ party: "producer", by: stage.cast.priya, exitCode: 0, media: "text/plain" });
  const kept = await keptOf(item?.sha256 ?? "");
  expect(kept.split("\n").sort()).toEqual(["", "312 passed", "one warning"]);
  expect(sha256(kept)).toBe(item?.sha256);
  expect((await proven())?.evidence).toBe(item?.evidence);
});

it("[MKC-5.1] a failing command hands in its failure, keeps its exit status, and proves nothing any more", async () => {
  const said = await holdpoint([...forSmoke(), ...node(`console.log("1 failed"); process.exit(3)`)]);
  expect(said.code).toBe(3);
  expect(await latest()).toMatchObject({ exitCode: 3, sha256: sha256("1 failed\n") });
  expect(await proven()).toBeUndefined();
});

it("no secret of the environment is handed in or given to the command, and NODE_ENV is the caller's own", async () => {
  const script = `console.log(process.env.HOLDPOINT_TOKEN, process.env.NODE_ENV, process.env.DEPLOY_SECRET, "${tokens.producer}")`;
  const said = await holdpoint([...forSmoke(), ...node(script)], { DEPLOY_SECRET: "correct-horse" });
  expect(said.out).toBe(`undefined test correct-horse ${tokens.producer}\n`);
  const kept = await keptOf((await latest())?.sha256 ?? "");
  expect(kept).toBe("undefined test [redacted] [redacted]\n");
  expect(JSON.stringify(await stateOf(incident))).not.toMatch(/correct-horse|hpt_|secret@/);
});

it("an output whose kept end would begin within a character is taken, from the next character on", async () => {
  const rest = 7_998;
  const said = await holdpoint([...forSmoke(), ...node(`console.log("\u{1f6d1}" + "x".repeat(${rest}))`)]);
  expect(said).toMatchObject({ code: 0, err: expect.stringContaining("handed in") });
  expect(await latest()).toMatchObject({ sha256: sha256(`\u{1f6d1}${"x".repeat(rest)}\n`) });
});

it("a refused hand-in is told with its rule and ends with 70; what is no program ends with 127", async () => {
  const { seq } = await stateOf(incident);
  const refused = await holdpoint([...forSmoke(), ...node("")], { HOLDPOINT_TOKEN: tokens.consumer });
  expect(refused).toMatchObject({ code: 70, err: expect.stringContaining("(MKC-5.1)") });
  const lacks = await holdpoint([...forSmoke(), ...node("")], { HOLDPOINT_TOKEN: tokens.freeze });
  expect(lacks).toMatchObject({ code: 70, err: expect.stringContaining("lacks the scope evidence:write") });
  expect((await stateOf(incident)).seq).toBe(seq);
  expect((await holdpoint([...forSmoke(), "--", "no-such-program"])).code).toBe(127);
  expect(await latest()).toMatchObject({ exitCode: 127 });
});

it("with the console away the result is kept in a file, and handed in later, once", async () => {
  const away = await holdpoint([...forSmoke(), ...node(`console.log("kept")`)], {
    HOLDPOINT_URL: "http://127.0.0.1:9",
  });
  expect(away.code).toBe(75);
  const [, file = ""] = /run --hand-in (.+?\.handin)/.exec(away.err) ?? [];
  expect(dirname(file)).toBe(work);
  const { seq } = await stateOf(incident);
  for (let time = 0; time < 2; time += 1)
    expect(await holdpoint(["--hand-in", file])).toMatchObject({ code: 0 });
  expect(await latest()).toMatchObject({ sha256: sha256("kept\n") });
  expect((await stateOf(incident)).seq).toBe(seq + 1);
});

it.each([
  { rule: "MKD-10.1", run: "consumer-run" as const, side: "consumer" as const, other: "producer" as const },
  { rule: "MKD-10.2", run: "producer-run" as const, side: "producer" as const, other: "consumer" as const },
])(
  "[MKD-10] [$rule] pipelines of the $side mirror its run in, command by command, with repository, branch and commit",
  async ({ run, side, other }) => {
    const { commands } = cutoverCriteria.runs[run];
    const hand = (command: string, token: string, change: object = {}) =>
      postRun({ criterion: run, command, ...change }, token);
    expect(await hand(commands[0] ?? "", tokens[other])).toMatchObject({ status: 403 });
    for (const command of commands) {
      expect(await reportOf(run)).not.toMatchObject({ passed: true });
      expect(await hand(command, tokens[side])).toMatchObject({ status: 200 });
    }
    expect(await reportOf(run)).toMatchObject({
      passed: true,
      pipeline: { run: { repository: "git@example.com:kernel.git", branch: "main", commit: "d".repeat(40) } },
    });
    expect(await hand(commands[2] ?? "", tokens[side], { exitCode: 1 })).toMatchObject({ status: 200 });
    expect(await reportOf(run)).toMatchObject({ passed: false });
    expect(await hand(commands[2] ?? "", tokens[side], { commit: null })).toMatchObject({ status: 409 });
  },
);

it("[MKD-10] a script's run is shown with its commit and its whole output, to the checkpoint's sides alone", async () => {
  const shown = cutoverCriteria.runs["producer-run"].commands.map((command) => `+ ${command}`).join("\n");
  const script = `console.log(${JSON.stringify(shown)})`;
  const said = await holdpoint(["--for", checkpoint, "--criterion", "producer-run", ...node(script)]);
  expect(said).toMatchObject({ code: 0, err: expect.stringContaining(`handed in to ${checkpoint}`) });
  const ines = { personId: stage.cast.priya, party: "producer", roles: [], isAuditor: false };
  const proof = (await readCheckpointView(checkpoint, ines))?.runs.find(
    ({ id }) => id === "producer-run",
  )?.proof;
  expect(proof).toMatchObject({
    passed: true,
    ran: {
      exitCode: 0,
      repository: "https://git.example.com/kernel.git",
      branch: "main",
      commit: await commit(),
      isClean: true,
      missing: [],
    },
  });
  const id = proof?.ran?.file.id ?? "";
  expect(await findCheckpointFile(ines, checkpoint, id)).toMatchObject({ sha256: sha256(`${shown}\n`) });
  expect(await findCheckpointFile({ ...ines, party: null }, checkpoint, id)).toBeNull();
});

it("[MKD-10] a green run beside which a file lies that git does not know is refused with its rule, a failing one is not", async () => {
  const [command = ""] = cutoverCriteria.runs["producer-run"].commands;
  const asked = ["--for", checkpoint, "--criterion", "producer-run"];
  const beside = join(work, "beside.txt");
  await writeFile(beside, "not in the commit");
  try {
    expect(await holdpoint([...asked, ...node(`console.log(${JSON.stringify(command)})`)])).toMatchObject({
      code: 70,
      err: expect.stringMatching(/expected a working folder exactly as its commit.*\(MKD-10\.2\)/s),
    });
    expect(await holdpoint([...asked, ...node("process.exit(2)")])).toMatchObject({ code: 2 });
    expect(await reportOf("producer-run")).toMatchObject({
      passed: false,
      pipeline: { exitCode: 2, run: { isClean: false } },
    });
  } finally {
    await rm(beside);
  }
});

/** What the command line sends, as any other client of the door would. */
async function postRun(change: { command: string; criterion: string }, token: string) {
  const { command, ...more } = change;
  const at = "2026-02-08T09:00:00.000Z";
  const output = { sha256: sha256("green\n"), bytes: 6 };
  const place = {
    repository: "git@example.com:kernel.git",
    branch: "main",
    commit: "d".repeat(40),
    isClean: true,
  };
  const said = {
    ...{ idempotencyKey: newId(), for: checkpoint, command: command.split(" "), exitCode: 0 },
    ...{ startedAt: at, endedAt: at, ...place, output, media: "text/plain", ...more },
  };
  const body = new Blob([`${JSON.stringify(said)}\ngreen\n`]);
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(door.url, { method: "POST", headers, body });
  return { status: response.status, body: await response.json() };
}

it("an output that is not the one whose digest was told is not taken", async () => {
  const output = { sha256: sha256("other\n"), bytes: 6 };
  const told = await postRun({ command: "parity.sh", criterion: "parity", ...{ output } }, tokens.producer);
  expect(told).toMatchObject({ status: 400, body: { message: expect.stringContaining("digest") } });
});

it("half a character in what was run, or where, is refused with a sentence, and not asked for again", async () => {
  for (const half of [{ command: "parity.sh \ud83d" }, { branch: "main\ud83d" }, { repository: "\ud83d" }]) {
    const told = await postRun({ command: "parity.sh", criterion: "parity", ...half }, tokens.producer);
    expect(told).toMatchObject({ status: 400 });
    expect(JSON.stringify(told.body)).toContain("expected whole characters");
  }
});

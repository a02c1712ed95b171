import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { root } from "#scripts/root.ts";

const home = mkdtempSync(join(tmpdir(), "run-"));
const [folder, other] = [join(home, "called-from"), join(home, "temporary")];
const token = `hpt_${"a".repeat(43)}`;
let url: string;
let server: Server;
/** How the next hand-in is answered, and the first line of each that came. */
let answer: { status: number; body: object };
let came: { command: string[]; exitCode: number }[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    came.push(JSON.parse(Buffer.concat(pieces).toString("utf8").split("\n")[0] ?? ""));
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  came = [];
  answer = { status: 200, body: { seq: 7, sha256: "ab".repeat(32) } };
  for (const one of [folder, other]) {
    rmSync(one, { recursive: true, force: true });
    mkdirSync(one);
  }
});
afterAll(() => {
  server.close();
  rmSync(home, { recursive: true });
});

async function run(words: string[], more: Record<string, string> = {}) {
  const args = ["--disable-warning=ExperimentalWarning", join(root, "bin", "holdpoint.ts"), "run", ...words];
  const env = { NODE_ENV: "production" as const, PATH: process.env.PATH, INIT_CWD: folder, TMPDIR: other };
  const settings = { HOLDPOINT_URL: url, HOLDPOINT_TOKEN: token, ...more };
  try {
    const options = { cwd: root, env: { ...env, ...settings }, timeout: 60_000 };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, options);
    return { code: 0, said: `${stdout}${stderr}` };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: `${stdout}${stderr}` };
  }
}
const address = ["--for", "INC-2026-0001", "--requirement", "smoke"];
/** Leaves a trace, so that it shows whether it ran. */
const leavesTrace = `require("node:fs").writeFileSync("ran", ""); console.log("312 passed");`;
const command = (script: string, ...words: string[]) => ["--", process.execPath, "-e", script, ...words];
const hasRun = () => existsSync(join(folder, "ran"));
const keptIn = (place: string) => readdirSync(place).filter((name) => name.endsWith(".handin"));

it.each([
  [
    "an address of the console that is none",
    { HOLDPOINT_URL: "hold.example.com" },
    "HOLDPOINT_URL is broken",
  ],
  ["a token that is none", { HOLDPOINT_TOKEN: "hpt_short" }, "HOLDPOINT_TOKEN is broken"],
])("with %s nothing runs", async (_, settings, says) => {
  const { code, said } = await run([...address, ...command(leavesTrace)], settings);
  expect({ code, said }).toMatchObject({ code: 2, said: expect.stringContaining(says) });
  expect(hasRun()).toBe(false);
});

it.each([
  [
    "a word of more than 4,000 characters",
    ["x".repeat(4_001)],
    "command 3: expected a word of at most 4,000",
  ],
  ["words of more than 8,000 together", ["x".repeat(4_000), "y".repeat(4_000)], "expected at most 8,000"],
])("with %s, which the console does not take, nothing runs", async (_, words, says) => {
  const { code, said } = await run([...address, ...command(leavesTrace, ...words)]);
  expect({ code, said }).toMatchObject({ code: 2, said: expect.stringContaining(says) });
  expect(hasRun()).toBe(false);
  expect(came).toEqual([]);
});

it.each([
  [403, 70, "You have no part in INC-2026-0001."],
  [409, 70, "It is not owed now."],
  [401, 75, "The token is not known."],
  [503, 75, "Try again later."],
])(
  "what a console answers with %i is kept, and handed in later from where it was called",
  async (status, exit, message) => {
    answer = { status, body: { error: "no", message } };
    const first = await run([...address, ...command(`${leavesTrace} process.exit(3)`)]);
    expect(first).toMatchObject({ code: exit, said: expect.stringContaining(message) });
    expect(first.said).toContain("the command itself ended with 3.");
    const [file = "", ...more] = keptIn(folder);
    expect(more).toEqual([]);
    expect(readFileSync(join(folder, file), "utf8")).toMatch(/\n312 passed\n$/);
    answer = { status: 200, body: { seq: 7, sha256: "ab".repeat(32) } };
    expect(await run(["--hand-in", file])).toMatchObject({
      code: 0,
      said: expect.stringContaining("handed in to INC-2026-0001, entry 7"),
    });
    expect(came).toHaveLength(2);
    expect(came[1]).toEqual(came[0]);
    expect(came[1]).toMatchObject({ exitCode: 3 });
  },
);

it("branch and repository that git does not know are said when a kept result is handed in", async () => {
  answer = { status: 409, body: { error: "refused", message: "A required run says its branch." } };
  expect(await run([...address, ...command(leavesTrace)])).toMatchObject({ code: 70 });
  answer = { status: 200, body: { seq: 8, sha256: "cd".repeat(32) } };
  const [file = ""] = keptIn(folder);
  const place = { branch: "main", repository: "git@example.com:kernel.git" };
  const words = ["--hand-in", file, "--branch", place.branch, "--repository", place.repository];
  expect(await run(words)).toMatchObject({ code: 0 });
  expect(came[0]).toMatchObject({ branch: null, repository: null });
  expect(came[1]).toEqual({ ...came[0], ...place });
});

it("a result whose folder is gone is kept elsewhere, and what cannot be kept is said with the command's own status", async () => {
  answer = { status: 403, body: { error: "no", message: "You have no part in it." } };
  const script = `require("node:fs").rmSync(process.cwd(), { recursive: true }); process.exit(4)`;
  const elsewhere = await run([...address, ...command(script)]);
  expect(elsewhere).toMatchObject({ code: 70, said: expect.stringContaining(`kept in ${other}`) });
  expect(keptIn(other)).toHaveLength(1);
  mkdirSync(folder);
  const nowhere = await run([...address, ...command(script)], { TMPDIR: join(home, "nowhere") });
  expect(nowhere).toMatchObject({ code: 70, said: expect.stringContaining("could not be kept") });
  expect(nowhere.said).toContain("the command itself ended with 4.");
});

it("without a token it runs, and is kept until there is one", async () => {
  const { code, said } = await run([...address, ...command(leavesTrace)], { HOLDPOINT_TOKEN: "" });
  expect({ code, said }).toMatchObject({
    code: 75,
    said: expect.stringContaining("HOLDPOINT_TOKEN is not set"),
  });
  expect(hasRun()).toBe(true);
  expect(keptIn(folder)).toHaveLength(1);
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type CommandRun, executeCommand } from "./command.ts";
import { listWrappers, type Wrapper, works } from "./containment.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "holdpoint-command-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function script(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
  return path;
}

async function run(argv: readonly string[], change: Partial<CommandRun> = {}) {
  const texts: string[] = [];
  const onOutput = ({ text }: { text: string }) => texts.push(text);
  const result = await executeCommand({
    argv,
    cwd: folder,
    environment: {},
    timeoutSeconds: 20,
    onOutput,
    ...change,
  });
  return { ...result, text: texts.join("") };
}

/** A process is known by a word in its arguments, so that it is found from outside whatever namespace it is in. */
async function isAlive(word: string): Promise<boolean> {
  for (const pid of await readdir("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      if (readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(word) && !/\) Z /.test(stat)) return true;
    } catch {
      // It ended while it was looked at.
    }
  }
  return false;
}

const gone = (word: string) =>
  vi.waitFor(async () => expect(await isAlive(word)).toBe(false), { timeout: 5000 });

async function workingWrappers(): Promise<Wrapper[]> {
  const all = await listWrappers();
  const answers = await Promise.all(all.map(works));
  return all.filter((_, index) => answers[index]);
}
const wrappers = await workingWrappers();
const named = wrappers.map((wrapper) => ({
  name: [...wrapper.prefix, wrapper.containment].join(" "),
  wrapper,
}));

describe("a command", () => {
  it("gets its arguments as they are: no shell reads them", async () => {
    const path = await script("arguments", 'for a in "$@"; do echo "<$a>"; done');
    const hostile = ["$(touch owned)", "`id`", "a; b", "two words", "*", "é🙂", "--"];
    const { outcome, text } = await run([path, ...hostile]);
    expect(outcome).toBe("succeeded");
    expect(text).toBe(hostile.map((argument) => `<${argument}>\n`).join(""));
    expect(existsSync(join(folder, "owned"))).toBe(false);
  });

  it("sees only the variables it was given, a minimal path and the language", async () => {
    vi.stubEnv("HOLDPOINT_CANARY", "canary");
    const { text } = await run(["/usr/bin/env"], { environment: { GIVEN: "yes" } });
    vi.unstubAllEnvs();
    const names = text.split("\n").flatMap((line) => (line === "" ? [] : [line.split("=")[0]]));
    expect(names.sort()).toEqual(["GIVEN", "LANG", "PATH"]);
  });

  it("reports its exit code and both streams", async () => {
    const pieces: string[] = [];
    const path = await script("fails", "echo out; echo err >&2; exit 3");
    const result = await run([path], { onOutput: ({ stream, text }) => pieces.push(`${stream} ${text}`) });
    expect(result).toMatchObject({ outcome: "failed", exitCode: 3, summary: "exit code 3", outputBytes: 8 });
    expect(pieces.sort()).toEqual(["stderr err\n", "stdout out\n"]);
  });

  it.each([
    [{ argv: ["/no/such/program"] }, "there is no program /no/such/program"],
    [{ argv: ["no-such-program"] }, "there is no program no-such-program"],
    [{ argv: ["/etc/passwd"] }, "there is no program /etc/passwd"],
    [{ argv: ["/bin/true"], cwd: "/no/such/folder" }, "there is no folder /no/such/folder"],
    [{ argv: ["/bin/true"], environment: { A: "canary\u0000" } }, "the system refused to start it"],
  ])("that cannot start says that it never did: %j", async ({ argv, ...change }, summary) => {
    const result = await run(argv, change);
    expect(result).toMatchObject({ outcome: "failed", hasStarted: false, exitCode: null });
    expect(result.summary).toContain(summary);
    expect(JSON.stringify(result)).not.toContain("canary");
  });

  it("that was cancelled before it started is not started", async () => {
    const result = await run(["/bin/sh", "-c", "touch started"], { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ outcome: "cancelled", hasStarted: false });
    expect(existsSync(join(folder, "started"))).toBe(false);
  });

  it("shows no secret of its environment", async () => {
    const environment = { TOKEN: "hunter2hunter2" };
    const { text } = await run(["/usr/bin/env"], { environment, secrets: ["hunter2hunter2"] });
    expect(text).toContain("TOKEN=[redacted]\n");
    expect(text).not.toContain("hunter2");
  });

  it("that floods is kept to its limit while all of it is counted", async () => {
    const flood = await run(["/bin/sh", "-c", "head -c 5000000 /dev/zero | tr '\\0' '\\n'"]);
    expect(flood).toMatchObject({ outcome: "succeeded", outputBytes: 5_000_000, truncated: true });
    expect(flood.text.length).toBeLessThan(1024 * 1024 + 5000);
  });

  it("runs contained by a namespace of its own wherever one works", async () => {
    const { containment, text } = await run(["/bin/sh", "-c", "echo $$"]);
    expect(containment).toBe(wrappers[0]?.containment);
    if (containment === "pid-namespace") expect(text).toBe("1\n");
  });
});

describe.each(named)("contained as $name, a command", ({ name, wrapper }) => {
  const word = (use: string) =>
    `holdpoint-test-${use}-${process.pid}-${named.findIndex((one) => one.name === name)}`;
  /** Leaves a grandchild that holds the pipe for ten minutes, and waits itself unless told not to. */
  const family = (end: string) => script("family", `sh -c 'sleep 600; : $0' "$1" &\necho ready\n${end}`);

  it("and all that it started are gone once its time is over", async () => {
    const argv = [await family("wait"), word("timeout")];
    const result = await run(argv, { wrapper, timeoutSeconds: 0.5 });
    expect(result).toMatchObject({
      outcome: "timed-out",
      exitCode: null,
      mayStillRun: false,
      text: "ready\n",
    });
    expect(result.summary).toBe("not done within 0.5 s and stopped");
    expect(result.durationMs).toBeLessThan(5000);
    await gone(word("timeout"));
  });

  it("and all that it started are gone once it is cancelled", async () => {
    const cancel = new AbortController();
    const argv = [await family("wait"), word("cancel")];
    const onOutput = () => cancel.abort();
    const result = await run(argv, { wrapper, signal: cancel.signal, onOutput });
    expect(result).toMatchObject({ outcome: "cancelled", mayStillRun: false });
    await gone(word("cancel"));
  });

  it("settles when it ends although a grandchild holds its pipe, and takes that one along", async () => {
    const result = await run([await family("exit 0"), word("pipe")], { wrapper });
    expect(result).toMatchObject({ outcome: "succeeded", exitCode: 0, mayStillRun: false });
    await gone(word("pipe"));
  });

  it("settles although a grandchild of another session holds its pipe, and says so where that one lives on", async () => {
    const path = await script(
      "escapes",
      'setsid sh -c "echo \\$\\$ > pid; sleep 600" &\nwhile ! [ -s pid ]; do :; done',
    );
    const result = await run([path], { wrapper });
    const isContained = wrapper.containment === "pid-namespace";
    expect(result).toMatchObject({ outcome: "succeeded", mayStillRun: !isContained });
    if (!isContained) process.kill(-Number(readFileSync(join(folder, "pid"), "utf8")), "SIGKILL");
    await rm(join(folder, "pid"));
  });

  it("dies with its worker, children included, when that is killed with -9", async () => {
    const module = new URL("./command.ts", import.meta.url).href;
    const argv = [await family("wait"), word("worker")];
    const worker = `import { executeCommand } from ${JSON.stringify(module)};
      await executeCommand({ argv: ${JSON.stringify(argv)}, cwd: "/", environment: {}, timeoutSeconds: 60,
        wrapper: ${JSON.stringify(wrapper)}, onOutput: ({ text }) => process.stdout.write(text) });`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", worker], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said] = await once(child.stdout, "data");
    expect(String(said)).toBe("ready\n");
    expect(await isAlive(word("worker"))).toBe(true);
    child.kill("SIGKILL");
    await once(child, "exit");
    await gone(word("worker"));
  });
});

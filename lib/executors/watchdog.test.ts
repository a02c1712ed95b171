import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, it, vi } from "vitest";

const module = new URL("./command.ts", import.meta.url).href;

/** Whether a process with this word in its arguments is there; its holder has the word too. */
const isAlive = (word: string) =>
  readdirSync("/proc").some((pid) => {
    try {
      if (!/^\d+$/.test(pid) || / Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"))) return false;
      const line = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      return line.includes(word) && !line.includes("executeCommand");
    } catch {
      return false;
    }
  });

/** A process that runs a command for as long as it is held: `leftMs` is said at once, and again every 200 ms where it is kept. */
async function holder(
  word: string,
  { leftMs, isKept }: { leftMs: number; isKept: boolean },
): Promise<ChildProcess> {
  const program = `import { executeCommand } from ${JSON.stringify(module)};
    const onKept = (listener) => {
      listener(${leftMs});
      let renewals = 0;
      const renew = () => {
        listener(${leftMs});
        if (++renewals === 5) process.stdout.write("renewed");
      };
      const timer = ${isKept} ? setInterval(renew, 200) : undefined;
      return () => clearInterval(timer);
    };
    const ended = await executeCommand({ argv: ["/bin/sh", "-c", "echo ready; sleep 30; : $0", ${JSON.stringify(word)}],
      cwd: "/", environment: {}, timeoutSeconds: 60, hold: { onKept, isKept: () => true },
      onOutput: ({ text }) => process.stdout.write(text) });
    process.stdout.write(ended.summary);`;
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", program],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const [said] = await once(child.stdout, "data");
  expect(String(said)).toBe("ready\n");
  return child;
}

const gone = (word: string) => vi.waitFor(() => expect(isAlive(word)).toBe(false), { timeout: 5_000 });
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = once(child, "exit");
  child.kill("SIGKILL");
  await over;
}

it("a command whose holder is frozen is ended when its hold runs out, and its holder hears of it when it wakes", async () => {
  const word = `holdpoint-test-frozen-${process.pid}`;
  const child = await holder(word, { leftMs: 600, isKept: true });
  // By then its first hold is over.
  const [renewed] = await once(child.stdout ?? child, "data");
  expect(String(renewed)).toBe("renewed");
  expect(isAlive(word)).toBe(true);
  child.kill("SIGSTOP");
  await gone(word);
  const heard = once(child.stdout ?? child, "data");
  child.kill("SIGCONT");
  expect(String((await heard)[0])).toContain("SIGKILL");
  await end(child);
});

it("a hold that nobody renews ends the command, and a holder that dies takes it along", async () => {
  const [left, dies] = [`holdpoint-test-left-${process.pid}`, `holdpoint-test-dies-${process.pid}`];
  const one = await holder(left, { leftMs: 300, isKept: false });
  await gone(left);
  await end(one);
  const other = await holder(dies, { leftMs: 20_000, isKept: false });
  expect(isAlive(dies)).toBe(true);
  await end(other);
  await gone(dies);
});

/** Runs a command whose hold is made of these words, and says how it ended; the command leaves a file where it began. */
function tries(hold: string, trace: string): ChildProcess {
  const program = `import { executeCommand } from ${JSON.stringify(module)};
    const ended = await executeCommand({ argv: ["/usr/bin/touch", ${JSON.stringify(trace)}],
      cwd: "/", environment: {}, timeoutSeconds: 60, hold: ${hold}, onOutput: () => undefined });
    process.stdout.write(ended.hasStarted + " " + ended.summary);`;
  const options = ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", program];
  return spawn(process.execPath, options, { stdio: ["ignore", "pipe", "inherit"] });
}

const isStopped = (pid: number) => / T /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));

it("a command does not begin where its hold is over by then, though no timer has said so yet", async () => {
  const trace = `${tmpdir()}/holdpoint-test-late-${process.pid}`;
  const child = tries("{ onKept: () => () => undefined, isKept: () => false }", trace);
  const [said] = await once(child.stdout ?? child, "data");
  expect(String(said)).toBe("false cancelled before it started");
  expect(existsSync(trace)).toBe(false);
});

it("a command whose holder is frozen between its fork and its beginning never begins", async () => {
  const trace = `${tmpdir()}/holdpoint-test-gate-${process.pid}`;
  const frozen = `{ isKept: () => true, onKept: (listener) => {
    listener(300);
    process.kill(process.pid, "SIGSTOP");
    return () => undefined;
  } }`;
  const child = tries(frozen, trace);
  await vi.waitFor(() => expect(isStopped(child.pid ?? 0)).toBe(true), { timeout: 10_000 });
  const gated = () => isAlive(trace);
  await vi.waitFor(() => expect(gated()).toBe(false), { timeout: 10_000 });
  child.kill("SIGCONT");
  const [said] = await once(child.stdout ?? child, "data");
  expect(String(said)).toContain("SIGKILL");
  expect(existsSync(trace)).toBe(false);
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import type { Readable } from "node:stream";
import type { Output } from "./output.ts";

export type Asked = {
  argv: [string, ...string[]];
  folder: string;
  env: Readonly<Record<string, string | undefined>>;
};
export type Ended = { exitCode: number; startedAt: string; endedAt: string };

const passedOn = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs a command without a shell. Both its streams reach the terminal as they are, and the output as one. */
export async function execute({ argv, folder, env }: Asked, output: Output): Promise<Ended> {
  const startedAt = new Date().toISOString();
  const [program, ...rest] = argv;
  const child = spawn(program, rest, {
    cwd: folder,
    // Next asks for a NODE_ENV in every environment; the caller need not have one.
    env: env as NodeJS.ProcessEnv,
    stdio: ["inherit", "pipe", "pipe"],
  });
  // Who ends us ends the command; how it ended is handed in all the same.
  const passOn = (signal: NodeJS.Signals) => void child.kill(signal);
  for (const signal of passedOn) process.on(signal, passOn);
  try {
    show(child.stdout, process.stdout, output.open());
    show(child.stderr, process.stderr, output.open());
    const exitCode = await endOf(child).catch((error: NodeJS.ErrnoException) =>
      notStarted(program, error, output),
    );
    return { exitCode, startedAt, endedAt: new Date().toISOString() };
  } finally {
    for (const signal of passedOn) process.off(signal, passOn);
  }
}

function show(from: Readable, terminal: NodeJS.WriteStream, keep: (chunk: Buffer) => void): void {
  from.on("data", (chunk: Buffer) => {
    keep(chunk);
    if (terminal.write(chunk)) return;
    from.pause();
    terminal.once("drain", () => from.resume());
  });
}

/** The exit status as a shell gives it: of one that a signal ended, 128 and the signal's number. */
async function endOf(child: ReturnType<typeof spawn>): Promise<number> {
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

function notStarted(program: string, { code }: NodeJS.ErrnoException, output: Output): number {
  const words = code === "ENOENT" ? "there is no such program" : "it cannot be started";
  const line = `${program}: ${words} (${code})\n`;
  process.stderr.write(line);
  output.open()(Buffer.from(line));
  return code === "ENOENT" ? 127 : 126;
}

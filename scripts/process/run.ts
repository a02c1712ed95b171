import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

const running = new Set<ChildProcess>();

/** Ends what is being run right now, because whoever waits for it has been told to stop. */
export function stopRunning(): void {
  for (const child of running) child.kill("SIGTERM");
}

export type Finished = { code: number; output: string };
export type RunOptions = Pick<SpawnOptions, "cwd" | "uid" | "gid"> & {
  /** The child's whole environment; ours when it is left out. */
  env?: Record<string, string | undefined>;
  timeoutSeconds?: number;
  /** Called with each piece of output as it comes. */
  onOutput?: (text: string) => void;
};

/** Runs a program to its end and keeps what it printed; only a program that cannot start is a rejection. */
export function run(program: string, args: string[], options: RunOptions = {}): Promise<Finished> {
  const { timeoutSeconds, onOutput, env, ...rest } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...rest,
      env: (env ?? process.env) as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe"],
      ...(timeoutSeconds !== undefined && { timeout: timeoutSeconds * 1000 }),
    });
    running.add(child);
    let output = "";
    const keep = (piece: Buffer) => {
      output += piece.toString("utf8");
      onOutput?.(piece.toString("utf8"));
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", reject);
    child.once("close", (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Like `run`, but an exit code other than 0 is an error that ends with the program's last words. */
export async function runOrThrow(what: string, program: string, args: string[], options?: RunOptions) {
  const finished = await run(program, args, options);
  if (finished.code !== 0) {
    const lastWords = finished.output.trim().split("\n").slice(-15).join("\n");
    throw new Error(`${what} failed with exit code ${finished.code}.\n${lastWords}`);
  }
  return finished.output;
}

/** Runs one of our own TypeScript files to its end under the same Node as ours. */
export function runNodeOrThrow(what: string, args: string[], options?: RunOptions) {
  return runOrThrow(what, process.execPath, ["--disable-warning=ExperimentalWarning", ...args], options);
}

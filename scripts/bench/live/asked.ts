import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export type Target = { port: number; path: string; cookies: string[] };

export type Visited = { times: number[]; refused: string[]; tookMs: number };

export type Ask =
  | { kind: "gather"; count: number; after: number }
  | { kind: "join"; target: Target }
  | { kind: "drop" }
  | { kind: "until"; ids: number[]; withinMs: number }
  | { kind: "faults" }
  | { kind: "visit"; target: Target; connections: number; forMs: number; atMost: number };
export type Answer = null | number | number[][] | Visited;

/** A program of the bench in a process of its own, asked and answering one thing after the other. */
export function startProgram<Asked, Answered>(name: string, env: Record<string, string> = {}) {
  const child: ChildProcess = fork(fileURLToPath(new URL(name, import.meta.url)), {
    execArgv: ["--disable-warning=ExperimentalWarning"],
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    serialization: "advanced",
  });
  const asked: PromiseWithResolvers<unknown>[] = [];
  child.on("message", ({ ok, value, error }: { ok: boolean; value: unknown; error: string }) => {
    const next = asked.shift();
    if (ok) next?.resolve(value);
    else next?.reject(new Error(error));
  });
  child.once("exit", () => {
    for (const one of asked.splice(0)) one.reject(new Error(`${name} ended before it answered`));
  });
  return {
    ask: <A extends Answered>(question: Asked): Promise<A> => {
      const one = Promise.withResolvers<unknown>();
      asked.push(one);
      child.send(question as object);
      return one.promise as Promise<A>;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

/** The other side: answers whatever the bench asks, one thing after the other. It ends with the bench. */
export function answering<Asked, Answered>(answer: (asked: Asked) => Promise<Answered>): void {
  process.on("message", (asked: Asked) => {
    answer(asked).then(
      (value) => process.send?.({ ok: true, value }),
      (error: unknown) => process.send?.({ ok: false, error: String(error) }),
    );
  });
  process.once("disconnect", () => process.exit());
}

/** Many browsers in one process of their own. */
export function startVisitors() {
  const program = startProgram<Ask, Answer>("./visitors.ts");
  return {
    gather: (count: number, after: number) => program.ask<null>({ kind: "gather", count, after }),
    /** Gives when the first of them asked. */
    join: (target: Target) => program.ask<number>({ kind: "join", target }),
    drop: () => program.ask<null>({ kind: "drop" }),
    until: (ids: number[], withinMs: number) => program.ask<number[][]>({ kind: "until", ids, withinMs }),
    faults: () => program.ask<number>({ kind: "faults" }),
    visit: (target: Target, how: { connections: number; forMs?: number; atMost?: number }) =>
      program.ask<Visited>({
        kind: "visit",
        target,
        forMs: Number.POSITIVE_INFINITY,
        atMost: Number.POSITIVE_INFINITY,
        ...how,
      }),
    stop: program.stop,
  };
}
export type Visitors = ReturnType<typeof startVisitors>;

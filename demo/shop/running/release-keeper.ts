import { type ReleaseProcess, stopReleaseProcess } from "./release-process.ts";

type Keeping = {
  launch: (version: string) => Promise<ReleaseProcess>;
  onListening: (started: ReleaseProcess) => void;
};

/** Keeps every wanted release running: one that dies unasked is started again, with growing pauses. */
export function keepReleases({ launch, onListening }: Keeping) {
  const running = new Map<string, ReleaseProcess>();
  const starting = new Map<string, Promise<ReleaseProcess>>();
  const wanted = new Set<string>();

  async function bringUp(version: string): Promise<ReleaseProcess> {
    const started = await launch(version);
    running.set(version, started);
    started.child.once("exit", (code, signal) => {
      running.delete(version);
      if (!wanted.has(version)) return;
      process.stderr.write(
        `release ${version} (pid ${started.pid}) ended (${signal ?? code}), starting it again\n`,
      );
      void revive(version, 100);
    });
    onListening(started);
    return started;
  }

  function start(version: string): Promise<ReleaseProcess> {
    wanted.add(version);
    const known = running.get(version);
    if (known) return Promise.resolve(known);
    const inFlight = starting.get(version) ?? bringUp(version).finally(() => starting.delete(version));
    starting.set(version, inFlight);
    return inFlight;
  }

  async function revive(version: string, pauseMilliseconds: number): Promise<void> {
    if (!wanted.has(version)) return;
    await start(version).catch((problem: Error) => {
      process.stderr.write(`${problem.message}\n`);
      setTimeout(() => void revive(version, Math.min(pauseMilliseconds * 2, 5_000)), pauseMilliseconds);
    });
  }

  async function end(version: string): Promise<void> {
    wanted.delete(version);
    await starting.get(version)?.catch(() => undefined);
    const known = running.get(version);
    if (known) await stopReleaseProcess(known);
  }

  return {
    running: () => [...running.values()],
    start,
    end,
    endAll: () => Promise.all([...wanted, ...running.keys()].map(end)),
  };
}

import { UsageProblem } from "./flags.ts";

/** Runs a process's main function; a failure becomes one sentence on stderr and an exit code. */
export async function live(name: string, main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (problem) {
    process.stderr.write(`${name}: ${problem instanceof Error ? problem.message : String(problem)}\n`);
    process.exit(problem instanceof UsageProblem ? 2 : 1);
  }
}

export function announceReady(addresses: Record<string, string>): void {
  process.stdout.write(`${JSON.stringify({ ready: true, ...addresses })}\n`);
}

export function onStopSignal(stop: () => Promise<void>): void {
  let isStopping = false;
  const once = () => {
    if (isStopping) return;
    isStopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on("SIGINT", once);
  process.on("SIGTERM", once);
}

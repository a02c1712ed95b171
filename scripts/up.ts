import { parseSettings } from "#lib/platform/env.ts";
import { bringUp } from "./start/bring-up.ts";
import { openUndoList } from "./start/undo.ts";

const made = openUndoList();
const stopping = new AbortController();

async function stop(exitCode: number): Promise<never> {
  stopping.abort();
  await made.undo();
  process.exit(exitCode);
}

function stopOnRequest(): void {
  const onRequest = () => {
    if (stopping.signal.aborted) return;
    console.log("\nStopping ...");
    void stop(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onRequest);
  // Whoever started us is gone without a word; nobody would stop us later.
  process.once("disconnect", onRequest);
  // A reader that has gone must not take us with it: we still have processes to stop.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
}

stopOnRequest();
try {
  const lines = await bringUp(parseSettings(process.env), made, stopping.signal);
  for (const line of lines) console.log(line);
} catch (error) {
  if (!stopping.signal.aborted) {
    console.error(error instanceof Error ? error.message : String(error));
    await stop(1);
  }
}

import { log } from "./log.ts";

/** Does something over and over, by default every two seconds; gives the way to stop it, which waits for its last turn. */
export function again(work: () => Promise<void>, everyMs = 2_000): () => Promise<void> {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  const turn = () => {
    current = work().finally(() => {
      if (!isOver) timer = setTimeout(turn, everyMs);
    });
  };
  turn();
  return async () => {
    isOver = true;
    clearTimeout(timer);
    await current;
  };
}

export async function apart(part: string, work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) =>
    log.warn({ error: String(error), of: part }, "this failed; trying again"),
  );
}

/** The same work as part of something that comes round more often: done the first time, and then once in a while. */
export function atMostEvery(everyMs: number, work: () => Promise<void>): () => Promise<void> {
  let lastAt: number | undefined;
  return async () => {
    if (lastAt !== undefined && performance.now() - lastAt < everyMs) return;
    await work();
    lastAt = performance.now();
  };
}

import { setTimeout as wait } from "node:timers/promises";

const everyMs = 25;

/** Asks until the answer is there; says what it waited for, and what there was instead, when it never comes. */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  instead: () => unknown = () => "",
  withinMs = 60_000,
): Promise<NonNullable<T>> {
  const late = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > late)
      throw new Error(`Waited ${withinMs} ms in vain until ${what}. ${JSON.stringify(await instead())}`);
    await wait(everyMs);
  }
}

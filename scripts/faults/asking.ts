import { setTimeout as wait } from "node:timers/promises";
import type { CommandContext } from "#lib/commands/context.ts";
import type { Name } from "#lib/commands/testing/cast.ts";
import type { Stage } from "#lib/commands/testing/stage.ts";
import type { Outcome } from "#lib/domain/refusal.ts";
import { AppError } from "#lib/platform/errors.ts";
import { newId } from "#lib/platform/ids.ts";
import type { Diary } from "./diary.ts";

/** One thing that a person asked of the console, and what the console said to it. */
export type Asked = {
  key: string;
  /** What it was; of a note, the words that must be in the log. */
  what: string;
  words: string | null;
  reference: string | null;
  answer: "accepted" | "refused" | "unknown";
  /** The entry that the console acknowledged. */
  seq: number | null;
  at: number;
};

type Command = (context: CommandContext) => Promise<Outcome<{ reference: string; seq: number }>>;

const patienceMs = 400;

/** People before their screens: what met an outage is asked again under the same key, until there is an answer. */
export function openAsking(stage: Stage, diary: Diary) {
  const asked: Asked[] = [];
  return {
    asked,
    async ask(
      by: Name,
      {
        what,
        words = null,
        reference = null,
      }: { what: string; words?: string | null; reference?: string | null },
      command: Command,
    ): Promise<Asked> {
      const key = newId();
      const one: Asked = { key, what, words, reference, answer: "unknown", seq: null, at: Date.now() };
      asked.push(one);
      const context: CommandContext = { actor: { kind: "person", id: stage.cast[by] }, idempotencyKey: key };
      while (!diary.isOver()) {
        const outcome = await command(context).catch((error: unknown) => error);
        if (isUnavailable(outcome)) {
          await wait(patienceMs);
          continue;
        }
        if (outcome instanceof Error) {
          diary.surprise(`${what} on ${reference}: ${outcome.stack ?? outcome.message}`);
          return one;
        }
        answered(one, outcome as Awaited<ReturnType<Command>>);
        return one;
      }
      return one;
    },
  };
}
export type Asking = ReturnType<typeof openAsking>;

function answered(one: Asked, outcome: Awaited<ReturnType<Command>>): void {
  one.answer = outcome.ok ? "accepted" : "refused";
  if (!outcome.ok) return;
  one.reference = outcome.value.reference;
  one.seq = outcome.value.seq;
}

export const isUnavailable = (error: unknown): boolean =>
  error instanceof AppError && error.code === "unavailable";

/** Asks a question until the database answers; null when there is no patience left. */
export async function untilAnswered<T>(question: () => Promise<T>, isOver: () => boolean): Promise<T | null> {
  while (!isOver()) {
    try {
      return await question();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      await wait(patienceMs);
    }
  }
  return null;
}

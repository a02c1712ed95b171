import type { Json } from "./clauses.ts";

/** One clause taken out of its pack: what is left, and the test files that ought to notice. */
export type Trial = { number: number; rule: string; pack: string; source: Json; files: string[] };

declare module "vitest" {
  interface ProvidedContext {
    trials: Trial[];
  }
}

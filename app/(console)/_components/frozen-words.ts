import type { z } from "zod";
import type { FreezeRule } from "#lib/domain/protocol/parts/rollback.ts";

const plurals: Record<z.output<typeof FreezeRule>["actions"][number], string> = {
  deploy: "deployments",
  promote: "promotions",
  merge: "merges",
  claim: "claims",
};
const known: Record<string, string | undefined> = plurals;

/** "no deployments, no promotions". */
export const frozenWords = (actions: readonly string[]): string =>
  actions.map((action) => `no ${known[action] ?? action}`).join(", ");

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

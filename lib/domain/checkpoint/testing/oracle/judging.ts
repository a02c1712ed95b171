import type { Rules } from "./rules.ts";
import type { Around, World } from "./world.ts";

export type Person = { party: string | null; roles: readonly string[] };
/** What was so beside the log when an entry was made. */
export type Told = {
  around: Around;
  /** What the roster says of somebody. */
  person: (id: string) => Person;
  words: Record<string, unknown>;
  /** By the digest of a statement, who was shown it, and as which answer. */
  shown: Record<string, { person: string; answer: string } | undefined>;
};
export type Judging = {
  world: World;
  told: Told;
  rules: Rules;
  must: (holds: boolean, otherwise: string) => void;
};

import type fc from "fast-check";
import type { LoggedCheckpointEvent } from "#lib/domain/checkpoint/events.ts";
import type { LoggedEvent } from "#lib/domain/incident/events/index.ts";

/** `path` leads to one sequence of the seed. */
export type Asked = { sequences: number; seed: number; path?: string };

/** What the sequences came to, so that a quiet run is known from an empty one. */
export type Tally = {
  verdicts: number;
  attested: number;
  voided: number;
  go: number;
  noGo: number;
  unequal: number;
};
/** `broken` is null where nothing was against the rules, else the shortest sequence that was, with its seed. */
export type TriedOut<T = Tally> = { broken: string | null; tally: T };

export const noTally = (): Tally => ({ verdicts: 0, attested: 0, voided: 0, go: 0, noGo: 0, unequal: 0 });

function countVerdict({ proof }: { proof: { method: string } }, tally: Tally): void {
  tally.verdicts += 1;
  if (proof.method === "server-attested") tally.attested += 1;
}

export function count({ type, facts }: LoggedEvent, tally: Tally): void {
  if (type === "VerdictSigned") countVerdict(facts, tally);
  if (type === "DecisionRevised") tally.voided += facts.voided.length;
  if (type === "DecisionSealed" && facts.cause === "unequal-answers") tally.unequal += 1;
  else if (type === "DecisionSealed") tally[facts.go ? "go" : "noGo"] += 1;
}

export function countAtCheckpoint({ type, facts }: LoggedCheckpointEvent, tally: Tally): void {
  if (type === "VerdictSigned") countVerdict(facts, tally);
  if (type === "VerdictsVoided") tally.voided += facts.voided.length;
  if (type === "CheckpointSealed" && facts.cause === "unequal-answers") tally.unequal += 1;
  else if (type === "CheckpointSealed") tally[facts.outcome === "go" ? "go" : "noGo"] += 1;
}

export function toldOf<T>(run: fc.RunDetails<T>, lines: string[]): string {
  const { seed, counterexamplePath, errorInstance } = run;
  const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return [`seed ${seed}, path ${counterexamplePath}`, ...lines.map((line) => `  ${line}`), why].join("\n");
}

export const inWords = (tally: Record<string, number>): string =>
  Object.entries(tally)
    .map(([name, number]) => `${number} ${name}`)
    .join(", ");

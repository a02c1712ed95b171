import fc from "fast-check";
import {
  actNames,
  onward,
  played,
  type Sequence,
  startingAt,
} from "#lib/domain/decision/testing/sequence.ts";

const act = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...onward) },
  { weight: 2, arbitrary: fc.constantFrom(...actNames) },
);
const step = fc.record({ act, who: fc.nat(29), what: fc.nat(29) });
const sequence: fc.Arbitrary<Sequence> = fc.record({
  from: fc.constantFrom(...startingAt),
  steps: fc.array(step, { minLength: 1, maxLength: 60, size: "max" }),
});

export type Tally = { verdicts: number; voided: number; go: number; noGo: number; unequal: number };

/** Plays that many sequences of a seed; null where none broke a rule, else the shortest that did, with its seed. */
export function tryOut(asked: { sequences: number; seed: number; path?: string }): {
  broken: string | null;
  tally: Tally;
} {
  const tally: Tally = { verdicts: 0, voided: 0, go: 0, noGo: 0, unequal: 0 };
  const property = fc.property(sequence, (one) => {
    const room = played(one);
    for (const { type, facts } of room.story.log) {
      if (type === "VerdictSigned") tally.verdicts += 1;
      if (type === "DecisionRevised") tally.voided += facts.voided.length;
      if (type === "DecisionSealed" && facts.cause === "unequal-answers") tally.unequal += 1;
      else if (type === "DecisionSealed") tally[facts.go ? "go" : "noGo"] += 1;
    }
    const breaks = room.breaks();
    if (breaks.length > 0) throw new Error(breaks.join("\n"));
  });
  const { sequences, seed, path } = asked;
  const checked = fc.check(property, { numRuns: sequences, seed, ...(path !== undefined && { path }) });
  return { broken: checked.failed ? toldOf(checked) : null, tally };
}

function toldOf({
  seed,
  counterexamplePath,
  counterexample,
  errorInstance,
}: fc.RunDetails<[Sequence]>): string {
  const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  const [sequence] = counterexample ?? [];
  const lines = (sequence?.steps ?? []).map(({ act, who, what }) => `  ${act} (${who}, ${what})`);
  const start = `seed ${seed}, path ${counterexamplePath}: from "${sequence?.from}"`;
  return [start, ...lines, why].join("\n");
}

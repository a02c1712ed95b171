import fc from "fast-check";
import {
  actNames,
  onward,
  played,
  type Sequence,
  startingAt,
} from "#lib/domain/decision/testing/sequence.ts";
import { type Asked, count, noTally, type TriedOut, toldOf } from "./told.ts";

const act = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...onward) },
  { weight: 2, arbitrary: fc.constantFrom(...actNames) },
);
const step = fc.record({ act, who: fc.nat(29), what: fc.nat(29) });
const sequence: fc.Arbitrary<Sequence> = fc.record({
  from: fc.constantFrom(...startingAt),
  steps: fc.array(step, { minLength: 1, maxLength: 60, size: "max" }),
});

/** Plays that many sequences of a seed with the rules alone; `path` leads to one of them. */
export function tryOut(asked: Asked): TriedOut {
  const tally = noTally();
  const property = fc.property(sequence, (one) => {
    const room = played(one);
    for (const event of room.story.log) count(event, tally);
    const breaks = room.breaks();
    if (breaks.length > 0) throw new Error(breaks.join("\n"));
  });
  const { sequences, seed, path } = asked;
  const checked = fc.check(property, { numRuns: sequences, seed, ...(path !== undefined && { path }) });
  const [found] = checked.counterexample ?? [];
  const lines = (found?.steps ?? []).map(({ act, who, what }) => `${act} (${who}, ${what})`);
  return { broken: checked.failed ? toldOf(checked, [`from "${found?.from}"`, ...lines]) : null, tally };
}

import fc from "fast-check";
import { parseCheckpointPack } from "#lib/domain/checkpoint/parse-checkpoint-pack.ts";
import {
  type CheckpointSequence,
  checkpointActs,
  checkpointOnward,
  checkpointStages,
  playedAt,
} from "#lib/domain/checkpoint/testing/sequence.ts";
import { type Height, heights } from "#lib/domain/checkpoint/testing/table.ts";
import { builtInCheckpointPacks } from "#lib/protocols/index.ts";
import { type Asked, type TriedOut, toldOf } from "./told.ts";

const parsed = parseCheckpointPack(builtInCheckpointPacks.find(({ id }) => id === "service-v3-cutover"));
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { pack } = parsed;

const act = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...checkpointOnward) },
  { weight: 2, arbitrary: fc.constantFrom(...checkpointActs) },
);
const step = fc.record({ act, who: fc.nat(29), what: fc.nat(29) });
const sequence: fc.Arbitrary<CheckpointSequence> = fc.record({
  from: fc.constantFrom(...checkpointStages),
  steps: fc.array(step, { minLength: 1, maxLength: 40, size: "max" }),
});

/** In how many sequences it came to that, after where they began. */
export type Reached = Record<Height, number>;

/** As `tryOut`, with the rules of a checkpoint. */
export function tryOutCheckpoint({ sequences, seed, path }: Asked): TriedOut<Reached> {
  const tally = Object.fromEntries(heights.map((height) => [height, 0])) as Reached;
  const property = fc.property(sequence, (one) => {
    const { breaks, reached } = playedAt(pack, one);
    for (const height of reached) tally[height] += 1;
    if (breaks.length > 0) throw new Error(breaks.join("\n"));
  });
  const checked = fc.check(property, { numRuns: sequences, seed, ...(path !== undefined && { path }) });
  const [found] = checked.counterexample ?? [];
  const lines = (found?.steps ?? []).map(({ act, who, what }) => `${act} (${who}, ${what})`);
  return { broken: checked.failed ? toldOf(checked, [`from "${found?.from}"`, ...lines]) : null, tally };
}

import type { KeyObject } from "node:crypto";
import { isCheckpointStream } from "#lib/domain/record/streams.ts";
import type { Source } from "#lib/verify/bundle/assemble.ts";
import { checkpointVariants } from "#lib/verify/bundle/testing/checkpoint-variants.ts";
import type { Dice } from "#lib/verify/bundle/testing/forgeries.ts";
import { variants as incidentVariants } from "#lib/verify/bundle/testing/variants.ts";

export type Generated = { name: string; archive: Uint8Array };

/** Mulberry32: a seed gives the same bundles everywhere. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (most) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
}

/** Bundles, good and bad: what a forger with every right makes, and what time or a careless copy does to a file. */
export function generate(source: Source, key: KeyObject, count: number, seed: number): Generated[] {
  const variants = isCheckpointStream(source.stream) ? checkpointVariants : incidentVariants;
  const dice = diceOf(seed);
  const start = dice(variants.length);
  return Array.from({ length: count }, (_, index) => {
    const variant = variants[(start + index) % variants.length] ?? variants[0];
    if (variant === undefined) throw new Error("there are variants");
    const archive = variant.make(source, key, dice);
    const harm = dice(12);
    if (harm === 0) return { name: `${variant.name}, and a byte flipped`, archive: flippedAt(archive, dice) };
    if (harm === 1)
      return { name: `${variant.name}, and cut`, archive: archive.subarray(0, dice(archive.length)) };
    return { name: variant.name, archive };
  });
}

function flippedAt(archive: Uint8Array, dice: Dice): Uint8Array {
  const copy = Uint8Array.from(archive);
  const at = dice(copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << dice(8));
  return copy;
}

import { median } from "../measure.ts";

type Sides = Record<string, () => Promise<number>>;

/**
 * Measures the sides in turn, A-B-A-B, because a machine's speed changes within minutes: what stands beside
 * each other was measured beside each other.
 */
export async function inTurn<S extends Sides>(
  rounds: number,
  sides: S,
): Promise<{ [K in keyof S]: { value: number; min: number; max: number } }> {
  const found = new Map<string, number[]>(Object.keys(sides).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, measure] of Object.entries(sides)) found.get(name)?.push(await measure());
  const summed = [...found].map(([name, values]) => [
    name,
    { value: median(values), min: Math.min(...values), max: Math.max(...values) },
  ]);
  return Object.fromEntries(summed);
}

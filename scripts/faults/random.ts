/** Numbers that are random to the eye and the same for the same seed, so that a run can be repeated. */
export type Random = {
  /** From 0 up to, and never, 1. */
  next: () => number;
  between: (least: number, most: number) => number;
  pick: <T>(items: readonly T[]) => T;
  chance: (share: number) => boolean;
};

/** A generator of its own for each use, because what one draws must not shift what another draws. */
export function openRandom(seed: number, use: string): Random {
  let state = hash(`${seed} ${use}`);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (least, most) => Math.floor(least + next() * (most - least + 1)),
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error("there is nothing to pick from");
      return item;
    },
    chance: (share) => next() < share,
  };
}

function hash(words: string): number {
  let value = 2166136261;
  for (const character of words) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16777619);
  return value | 0;
}

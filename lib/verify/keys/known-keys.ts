import type { ConsoleKey } from "../bundle/ed25519.ts";
import type { SignedRotation } from "./rotation.ts";

/** A key that is trusted, and the rotations that lead to it from one that was given; none for a given one. */
export type KnownKey = { key: ConsoleKey; through: readonly SignedRotation[] };

/**
 * The given keys, and those that rotations lead to from them, forward and back. Not over one of a compromised key: whoever
 * has it could have signed that, too, and what it signed before may be of anybody.
 */
export function knownKeys(
  given: readonly ConsoleKey[],
  rotations: readonly SignedRotation[],
): readonly KnownKey[] {
  const planned = rotations.filter(({ record }) => !record.compromised);
  const known = new Map<string, KnownKey>(given.map((key) => [key.id, { key, through: [] }]));
  // A map gives what is added while it is walked, too.
  for (const { key, through } of known.values())
    for (const rotation of planned) {
      const next = beyond(rotation, key);
      if (next !== null && !known.has(next.id))
        known.set(next.id, { key: next, through: [...through, rotation] });
    }
  return [...known.values()];
}

const beyond = ({ from, to }: SignedRotation, { id }: ConsoleKey): ConsoleKey | null =>
  from.id === id ? to : to.id === id ? from : null;

/** The rotations by which a console came to a key, and those from it on, the first one first. */
export function chainOver(id: string, rotations: readonly SignedRotation[]): SignedRotation[] {
  const chain: SignedRotation[] = [];
  const next = (isNext: (one: SignedRotation) => boolean) =>
    rotations.find((one) => isNext(one) && !chain.includes(one));
  for (let at = id; ; at = chain[0]?.from.id ?? id) {
    const before = next(({ to }) => to.id === at);
    if (before === undefined) break;
    chain.unshift(before);
  }
  for (let at = id; ; at = chain.at(-1)?.to.id ?? id) {
    const after = next(({ from }) => from.id === at);
    if (after === undefined) return chain;
    chain.push(after);
  }
}

const short = ({ id }: ConsoleKey) => id.slice(0, 16);

/** A rotation in words, for who reads a verdict. */
const rotationWords = ({ record, from, to }: SignedRotation): string =>
  `key ${short(from)} was given up for ${short(to)} at ${record.at} by ${record.by}: ${record.reason}`;

/** How a trusted key came to be so, in words; null for one that was given. */
export function throughWords({ key, through }: KnownKey): string | null {
  const last = through.at(-1);
  if (last === undefined) return null;
  const isBefore = last.from.id === key.id;
  const steps = through.map(rotationWords).join("; ");
  const caution = isBefore ? "; what that earlier key signed since then is not to be trusted" : "";
  return `key ${short(key)} is not one that you gave, and one that you gave leads to it: ${steps}; both keys signed that${caution}`;
}

/** Of the given keys, the one that was given up because others may have it, in words; null where none was. */
export function compromisedWords(
  given: readonly ConsoleKey[],
  rotations: readonly SignedRotation[],
): string | null {
  const lost = rotations.find(
    ({ record, from }) => record.compromised && given.some(({ id }) => id === from.id),
  );
  return lost === undefined
    ? null
    : `${rotationWords(lost)}; others may have had it, so it speaks for no other: ask the console's people for the new key`;
}

import { compromisedWords, type KnownKey, knownKeys, throughWords } from "../keys/known-keys.ts";
import type { SignedRotation } from "../keys/rotation.ts";
import type { ConsoleKey } from "./ed25519.ts";
import type { Report } from "./findings.ts";
import { places } from "./manifest.ts";

/** Keys that are known from elsewhere to be the console's; null where nobody gave any. */
export type Trusted = readonly ConsoleKey[] | null;

/** Whose key signed a manifest, as far as it counts. */
export type Signer = {
  key: ConsoleKey;
  /** The keys that are one console's with it, by its rotations: what they signed counts, too. */
  kin: readonly ConsoleKey[];
  /** How many rotations lead to it from a key that was given. */
  through: number;
};

/** The key of that id, from those to trust and what rotations lead to; without any, the bundle's own. */
export function signerOf(
  keyId: string,
  own: ConsoleKey | null,
  trusted: Trusted,
  rotations: readonly SignedRotation[],
  report: Report,
): Signer | null {
  const found = trusted === null ? ownKey(own, report) : trustedKey(keyId, trusted, rotations, report);
  if (found === null) return null;
  const kin = knownKeys([found.key], rotations).map(({ key }) => key);
  return { key: found.key, kin, through: found.through.length };
}

function ownKey(own: ConsoleKey | null, report: Report): KnownKey | null {
  report.note(
    "trust",
    "no trusted key was given: the console's key was taken from the bundle itself, which proves nothing of who made it",
  );
  return own === null ? null : { key: own, through: [] };
}

function trustedKey(
  keyId: string,
  trusted: readonly ConsoleKey[],
  rotations: readonly SignedRotation[],
  report: Report,
): KnownKey | null {
  const found = knownKeys(trusted, rotations).find(({ key }) => key.id === keyId);
  if (found === undefined) {
    const why = compromisedWords(trusted, rotations);
    const fault = "it is signed by a key that is not trusted";
    report.wrong("trust", places.envelope, why === null ? fault : `${fault}: ${why}`);
    return null;
  }
  const words = throughWords(found);
  if (words !== null) report.note("trust", words);
  return found;
}

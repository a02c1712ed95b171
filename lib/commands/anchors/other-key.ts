import type { AnchorList } from "#lib/verify/anchors/list.ts";
import { rotationsAmong } from "#lib/verify/anchors/rotations.ts";
import type { ConsoleKey } from "#lib/verify/bundle/ed25519.ts";

/** Why a list whose last tree head another key signed is not to be gone on with by who holds this one. */
export function otherKeyWords({ leaves }: AnchorList, signedAs: string, own: ConsoleKey): string {
  const away = rotationsAmong(leaves.map(({ text }) => text)).find(({ from }) => from.id === own.id);
  return away === undefined
    ? `the last tree head was signed as ${signedAs}, which is not this console's key`
    : `the console's key was given up at ${away.record.at} by ${away.record.by} for ${away.to.id}, and this worker's key file still holds the old one: put the new one in its place, and it goes on by itself`;
}

import { fromBase64, hexOf, joined, utf8 } from "#lib/platform/bytes.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { type ConsoleKey, isSignedBy } from "../bundle/ed25519.ts";
import type { Hash } from "./tree.ts";

/** A C2SP signed note with one signature: words, who signed, and four bytes that say by which key. */
export type SignedNote = { body: string; name: string; keyHash: string; signature: Uint8Array };

const ed25519Mark = Uint8Array.of(1);
const rawKey = ({ spki }: ConsoleKey) => spki.subarray(-32);

/** The four bytes by which a signature line names its key, in hexadecimal. */
export const keyHashOf = (name: string, key: ConsoleKey): string =>
  sha256(joined(utf8(`${name}\n`), ed25519Mark, rawKey(key))).slice(0, 8);

const written = /^((?:\P{Cc}*\n)+)\n— ([^\s+]+) ([A-Za-z0-9+/=]+)\n$/u;

/** What a note holds, before anybody asks who signed it; null where it is none with exactly one signature. */
export function readNote(text: string): SignedNote | null {
  const [, body, name, signed] = written.exec(text) ?? [];
  const bytes = signed === undefined ? null : fromBase64(signed);
  if (body === undefined || name === undefined || bytes === null || bytes.length !== 68) return null;
  return { body, name, keyHash: hexOf(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
}

export const isNoteSignedBy = (key: ConsoleKey, { body, name, keyHash, signature }: SignedNote): boolean =>
  keyHash === keyHashOf(name, key) && isSignedBy(key, utf8(body), signature);

/** A signed tree head: how long the list was, what its tree came to, and when that was signed. */
export type TreeHead = { size: number; root: Hash; at: string };
export type SignedHead = TreeHead & { note: SignedNote };

/** The list's name, which is also the signer's: of the key, because a list with another key is to be asked about. */
export const originOf = ({ id }: ConsoleKey): string => `holdpoint-anchors/${id.slice(0, 32)}`;

const checkpoint =
  /^([^\n]+)\n([1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\n$/;

/** The tree head that a note is, with its note still to be checked; null where it is none. */
export function readHead(text: string): SignedHead | null {
  const note = readNote(text);
  const [, origin, size, root, at] = (note === null ? null : checkpoint.exec(note.body)) ?? [];
  const bytes = root === undefined ? null : fromBase64(root);
  if (note === null || origin !== note.name || size === undefined || at === undefined || bytes === null)
    return null;
  return { size: Number(size), root: hexOf(bytes), at, note };
}

export const isHeadSignedBy = (key: ConsoleKey, { note }: SignedHead): boolean =>
  note.name === originOf(key) && isNoteSignedBy(key, note);

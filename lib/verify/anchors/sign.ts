import { type KeyObject, sign } from "node:crypto";
import { fromHex, joined, toBase64, utf8 } from "#lib/platform/bytes.ts";
import { publicKeyOf } from "../bundle/seal.ts";
import { keyHashOf, originOf, type TreeHead } from "./note.ts";

export function signNote(privateKey: KeyObject, name: string, body: string): string {
  const signature = sign(null, utf8(body), privateKey);
  const signed = joined(fromHex(keyHashOf(name, publicKeyOf(privateKey))), signature);
  return `${body}\n— ${name} ${toBase64(signed)}\n`;
}

/** A C2SP checkpoint; its one extension line is the time. */
export function signHead(privateKey: KeyObject, { size, root, at }: TreeHead): string {
  const origin = originOf(publicKeyOf(privateKey));
  return signNote(privateKey, origin, `${origin}\n${size}\n${toBase64(fromHex(root))}\n${at}\n`);
}

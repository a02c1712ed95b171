import { type KeyObject, sign } from "node:crypto";
import { toBase64 } from "#lib/platform/bytes.ts";
import type { ConsoleKey } from "../bundle/ed25519.ts";
import { publicKeyOf } from "../bundle/seal.ts";
import { type Rotation, rotationBytes } from "./rotation.ts";

const named = ({ id, spki }: ConsoleKey) => ({ id, spki: toBase64(spki) });

/** One record over both public keys, signed by both private ones. */
export function signRotation(
  from: KeyObject,
  to: KeyObject,
  told: Pick<Rotation, "at" | "by" | "reason" | "compromised">,
): Rotation {
  const keys = { from: named(publicKeyOf(from)), to: named(publicKeyOf(to)) };
  const said = { kind: "rotated" as const, ...told, ...keys };
  const bytes = rotationBytes(said);
  const signedWith = (key: KeyObject) => toBase64(sign(null, bytes, key));
  return { ...said, signatures: { from: signedWith(from), to: signedWith(to) } };
}

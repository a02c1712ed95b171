import type { KeyObject } from "node:crypto";
import { z } from "zod";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { type ConsoleKey, isSignedBy, publicKeyOf, signBytes } from "./ed25519.ts";
import { readCanonical } from "./json.ts";

const Base64 = z.base64().min(1);

/** DSSE: a payload, what it is, and one signature over both. */
const Envelope = z.strictObject({
  payload: Base64,
  payloadType: z.string().max(200),
  signatures: z.tuple([z.strictObject({ keyid: z.string().regex(/^[0-9a-f]{64}$/), sig: Base64 })]),
});

export const payloadTypes = {
  bundle: "application/vnd.holdpoint.bundle+json",
  statement: "application/vnd.in-toto+json",
} as const;

/** The bytes that are signed, DSSE's pre-authentication encoding: lengths first, so that no two pairs give the same. */
export function signedBytes(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = Buffer.from(payloadType, "utf8");
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ]);
}

/** An envelope in canonical form, signed by a console's key. */
export function seal(privateKey: KeyObject, payloadType: string, payload: string): string {
  const bytes = Buffer.from(payload, "utf8");
  const sig = signBytes(privateKey, signedBytes(payloadType, bytes)).toString("base64");
  const signatures = [{ keyid: publicKeyOf(privateKey).id, sig }];
  return canonicalJson({ payload: bytes.toString("base64"), payloadType, signatures });
}

export type OpenedEnvelope = { payload: Buffer; payloadType: string; keyId: string; signature: Buffer };

/** What an envelope holds, before anybody asks who signed it; null where it is not one in canonical form. */
export function openEnvelope(bytes: Uint8Array): OpenedEnvelope | null {
  const read = readCanonical(bytes, Envelope);
  if (read === null) return null;
  const [{ keyid, sig }] = read.signatures;
  const [payload, signature] = [Buffer.from(read.payload, "base64"), Buffer.from(sig, "base64")];
  if (payload.toString("base64") !== read.payload || signature.toString("base64") !== sig) return null;
  return { payload, payloadType: read.payloadType, keyId: keyid, signature };
}

export const isSealedBy = (key: ConsoleKey, { payload, payloadType, keyId, signature }: OpenedEnvelope) =>
  keyId === key.id && isSignedBy(key, signedBytes(payloadType, payload), signature);

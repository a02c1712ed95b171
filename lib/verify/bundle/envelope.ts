import { z } from "zod";
import { fromBase64, joined, utf8 } from "#lib/platform/bytes.ts";
import { type ConsoleKey, isSignedBy } from "./ed25519.ts";
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
  const type = utf8(payloadType);
  return joined(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload);
}

export type OpenedEnvelope = {
  payload: Uint8Array;
  payloadType: string;
  keyId: string;
  signature: Uint8Array;
};

/** What an envelope holds, before anybody asks who signed it; null where it is not one in canonical form. */
export function openEnvelope(bytes: Uint8Array): OpenedEnvelope | null {
  const read = readCanonical(bytes, Envelope);
  if (read === null) return null;
  const [{ keyid, sig }] = read.signatures;
  const [payload, signature] = [fromBase64(read.payload), fromBase64(sig)];
  if (payload === null || signature === null) return null;
  return { payload, payloadType: read.payloadType, keyId: keyid, signature };
}

export const isSealedBy = (key: ConsoleKey, { payload, payloadType, keyId, signature }: OpenedEnvelope) =>
  keyId === key.id && isSignedBy(key, signedBytes(payloadType, payload), signature);

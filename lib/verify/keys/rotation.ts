import { z } from "zod";
import { Instant, Sha256 } from "#lib/domain/incident/events/shapes.ts";
import { fromBase64, utf8 } from "#lib/platform/bytes.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { type ConsoleKey, consoleKey, isSignedBy } from "../bundle/ed25519.ts";
import { signedBytes } from "../bundle/envelope.ts";

const NamedKey = z.strictObject({ id: Sha256, spki: z.string() });

/**
 * The console gave up a key for another, and both keys signed that. Where others may have the old one (`compromised`),
 * its signature shows nothing, and no trust goes over.
 */
export const Rotation = z.strictObject({
  kind: z.literal("rotated"),
  at: Instant,
  by: z.string().min(1),
  reason: z.string().min(1),
  compromised: z.boolean(),
  from: NamedKey,
  to: NamedKey,
  signatures: z.strictObject({ from: z.string(), to: z.string() }),
});
export type Rotation = z.infer<typeof Rotation>;
type RotationSaid = Omit<Rotation, "signatures">;

const rotationType = "application/vnd.holdpoint.key-rotation+json";

/** What both keys sign: the record without its signatures, in canonical form, marked as DSSE marks a payload. */
export const rotationBytes = (said: RotationSaid): Uint8Array =>
  signedBytes(rotationType, utf8(canonicalJson(said)));

/** A rotation that both of its keys signed. */
export type SignedRotation = { record: Rotation; from: ConsoleKey; to: ConsoleKey };

/** The rotation of a record, or null where its keys are none, are not those that it names, or did not both sign it. */
export function openRotation(record: Rotation): SignedRotation | null {
  const { signatures, ...said } = record;
  const [from, to] = [keyIn(said.from), keyIn(said.to)];
  if (from === null || to === null || from.id === to.id) return null;
  const bytes = rotationBytes(said);
  const isSigned = (key: ConsoleKey, written: string) => {
    const signature = fromBase64(written);
    return signature !== null && isSignedBy(key, bytes, signature);
  };
  return isSigned(from, signatures.from) && isSigned(to, signatures.to) ? { record, from, to } : null;
}

function keyIn({ id, spki }: Rotation["from"]): ConsoleKey | null {
  const bytes = fromBase64(spki);
  const key = bytes === null ? null : consoleKey(bytes);
  return key?.id === id ? key : null;
}

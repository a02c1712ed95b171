import type { KeyObject } from "node:crypto";
import { utf8 } from "#lib/platform/bytes.ts";
import { knownKeys } from "../keys/known-keys.ts";
import { openRotation, type Rotation } from "../keys/rotation.ts";
import { isSealedBy, openEnvelope, payloadTypes } from "./envelope.ts";
import { publicKeyOf, seal } from "./seal.ts";

/** Envelopes as they were made when records of a log were sealed, by the sealing's name in it. */
export type KeptEnvelopes = ReadonlyMap<string, string>;

/**
 * A record's envelope for a bundle: the one that was made at the sealing, whatever the log says by now, so that a difference
 * shows. Where there is none, or its key is one that the bundle's does not answer for, one that is made now.
 */
export function envelopeFrom(
  kept: KeptEnvelopes,
  rotations: readonly Rotation[],
  privateKey: KeyObject,
): (sealing: string, statement: string) => string {
  const signed = rotations.flatMap((record) => openRotation(record) ?? []);
  const kin = knownKeys([publicKeyOf(privateKey)], signed).map(({ key }) => key);
  return (sealing, statement) => {
    const made = kept.get(sealing);
    const opened = made === undefined ? null : openEnvelope(utf8(made));
    const counts = opened !== null && kin.some((key) => isSealedBy(key, opened));
    return made !== undefined && counts ? made : seal(privateKey, payloadTypes.statement, statement);
  };
}

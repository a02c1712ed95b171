import { z } from "zod";
import { PasskeyProof } from "../incident/events/decision.ts";
import { event, Id, Sha256, Words } from "../incident/events/shapes.ts";

/**
 * By what the person was known when the key was enrolled. `invitation`: it is their first, and stands on the account
 * that their invitation made. `account`: a further one, on the same account, its password asked again.
 */
const KnownBy = z.enum(["invitation", "account"]);

/** By what a key signs for a party: as its first, or because somebody whose key does already signed for it. */
const AdmittedBy = z.discriminatedUnion("means", [
  z.strictObject({ means: z.literal("invitation") }),
  z.strictObject({
    means: z.literal("countersignature"),
    signer: Id,
    statement: z.string(),
    statementDigest: Sha256,
    proof: PasskeyProof,
  }),
]);
export type AdmittedBy = z.infer<typeof AdmittedBy>;

/** Every event type of the passkeys' log: which key is whose and signs for which party, from when, and until when. */
export const passkeyEvents = {
  PasskeyEnrolled: event(
    {
      person: Id,
      /** The party that the person was of; null where of none. */
      party: z.string().nullable(),
      credentialId: z.string().min(1),
      publicKeyCose: z.string().min(1),
      algorithm: z.number().int(),
      known: KnownBy,
    },
    { label: Words },
  ),
  SignerAdmitted: event(
    { person: Id, credentialId: z.string().min(1), party: z.string().min(1), by: AdmittedBy },
    {},
  ),
  PasskeyRevoked: event({ person: Id, credentialId: z.string().min(1) }, {}),
} as const;

export type PasskeyEventType = keyof typeof passkeyEvents;
type FactsOf<T extends PasskeyEventType> = z.infer<(typeof passkeyEvents)[T]["facts"]>;
type TextOf<T extends PasskeyEventType> = z.infer<(typeof passkeyEvents)[T]["text"]>;

export type NewPasskeyEvent = {
  [K in PasskeyEventType]: { type: K; facts: FactsOf<K>; text: TextOf<K> };
}[PasskeyEventType];

export type LoggedPasskeyEvent = {
  [K in PasskeyEventType]: { seq: number; hash: string; type: K; facts: FactsOf<K> };
}[PasskeyEventType];

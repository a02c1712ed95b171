import { z } from "zod";
import { event, Id, Words } from "../incident/events/shapes.ts";

/**
 * By what the person was known when the key was enrolled. `invitation`: it is their first, and stands on the account
 * that their invitation made. `account`: a further one, on the same account, its password asked again.
 */
const KnownBy = z.enum(["invitation", "account"]);

/** Every event type of the passkeys' log: which key is whose, from when, and until when. */
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

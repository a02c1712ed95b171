import { z } from "zod";
import { EnrolmentRef } from "../incident/events/decision.ts";
import { Id, Sha256 } from "../incident/events/shapes.ts";

/** Exactly what somebody signs who vouches for another's key: which key it is, whose, for which party. */
export const Countersignature = z.strictObject({
  schema: z.literal("holdpoint-countersignature-v1"),
  enrolment: EnrolmentRef,
  person: Id,
  party: z.string(),
  credentialId: z.string(),
  publicKeyCose: z.string(),
  algorithm: z.number().int(),
  signer: Id,
  logHead: z.strictObject({ seq: z.number().int().positive(), hash: Sha256 }),
  nonce: z.string().min(16),
});
export type Countersignature = z.infer<typeof Countersignature>;

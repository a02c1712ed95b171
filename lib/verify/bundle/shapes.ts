import { z } from "zod";
import { Id, Sha256 } from "#lib/domain/incident/events/shapes.ts";

/** Of a protocol's pack, what a verifier asks: who signs at a gate, which answers are a GO, what a role signs for. */
export const PackPart = z.object({
  id: z.string(),
  version: z.string(),
  gates: z.record(
    z.string(),
    z.object({
      proposes: z.string(),
      confirms: z.string(),
      answers: z.array(z.object({ id: z.string(), go: z.boolean() })),
    }),
  ),
  attestations: z.record(z.string(), z.object({ says: z.string(), by: z.string() })).default({}),
});
export type PackPart = z.infer<typeof PackPart>;

export const AttestationStatement = z.strictObject({
  schema: z.literal("holdpoint-attestation-v1"),
  incident: z.string(),
  pack: z.strictObject({ id: z.string(), version: z.string(), hash: Sha256 }),
  attestation: z.string(),
  says: z.string(),
  role: z.string(),
  person: Id,
  reasonDigest: Sha256.nullable(),
  logHead: z.strictObject({ seq: z.number().int().positive(), hash: Sha256 }),
  nonce: z.string().min(16),
});

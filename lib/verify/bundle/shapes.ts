import { z } from "zod";

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

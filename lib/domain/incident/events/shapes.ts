import { z } from "zod";

/** UTC, milliseconds, `Z`. */
export const Instant = z.iso.datetime({ precision: 3 });
export const Id = z.uuid();
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits");
export const Pin = z.strictObject({
  tag: z.string().min(1).max(120),
  sha: z.string().regex(/^[0-9a-f]{7,64}$/),
});
export const FactValue = z.union([z.string().max(500), Pin]);
export type FactValue = z.infer<typeof FactValue>;

export const Participant = z.strictObject({
  person: Id,
  roles: z.array(z.string()),
  party: z.string().nullable(),
});
export type Participant = z.infer<typeof Participant>;

/** One event's contract: what `evolve` reads (never redactable) and what people wrote (redactable). */
export const event = <F extends z.ZodRawShape, T extends z.ZodRawShape>(facts: F, text: T) => ({
  facts: z.strictObject(facts),
  text: z.strictObject(text),
});

/** Half a character has no form that could be digested, so it can stand in no log. */
export const Words = z
  .string()
  .max(20_000)
  .refine((text) => text.isWellFormed(), "expected whole characters: half of one is in it");

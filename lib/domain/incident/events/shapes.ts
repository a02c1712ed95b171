import { z } from "zod";
import { wholeCharacters } from "../../whole-text.ts";

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

export const Words = z
  .string()
  .max(20_000)
  .refine(...wholeCharacters);

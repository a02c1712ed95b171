import { z } from "zod";
import { Id, Instant, Sha256 } from "../incident/events/shapes.ts";
import { wholeCharacters } from "../whole-text.ts";

/** A type without parameters, in lower case, such as `application/pdf`. */
export const MediaType = z
  .string()
  .max(100)
  .regex(
    /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/,
    "expected a type such as application/pdf",
  );

/** A file that lies beside the log, as an entry names it. */
export const StoredFile = z.strictObject({
  id: Id,
  sha256: Sha256,
  bytes: z.number().int().nonnegative(),
  media: MediaType,
});
export type StoredFile = z.infer<typeof StoredFile>;

/** Where a command ran, when, and what it put out: said by whoever holds the token, who vouches for it. */
export const PipelineRun = z.strictObject({
  /** The token that it came with; who owns it is the entry's actor. */
  token: Id,
  startedAt: Instant,
  endedAt: Instant,
  /** Of the working folder; null where it is none of git. */
  repository: z
    .string()
    .max(300)
    .refine(...wholeCharacters)
    .nullable(),
  branch: z
    .string()
    .max(200)
    .refine(...wholeCharacters)
    .nullable(),
  commit: z
    .string()
    .regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/, "expected a whole commit")
    .nullable(),
  /** Whether the folder was as that commit has it; null where it is none of git. */
  isClean: z.boolean().nullable(),
  /** All that the command put out, secrets taken out; what is kept of it may be less. */
  output: z.strictObject({ sha256: Sha256, bytes: z.number().int().nonnegative() }),
});
export type PipelineRun = z.infer<typeof PipelineRun>;

import { z } from "zod";
import { Instant, Sha256 } from "../incident/events/shapes.ts";
import { wholeCharacters } from "../whole-text.ts";
import { MediaType, PipelineRun } from "./shapes.ts";

const told = PipelineRun.shape;

/** What a pipeline says of a command that it ran; the console adds by which token it was told. */
export const RunSaid = z.strictObject({
  idempotencyKey: z.uuid("expected a UUID, one per hand-in"),
  for: z.string("expected a reference such as INC-2026-0001 or CHK-2026-0001"),
  requirement: z.string("expected the name of a requirement").optional(),
  criterion: z.string("expected the name of a criterion or of a required run").optional(),
  /** The words of the command. */
  command: z
    .array(
      z
        .string()
        .max(4_000, "expected a word of at most 4,000 characters")
        .refine(...wholeCharacters),
    )
    .min(1, "expected the command's words")
    .refine((words) => words.join(" ").length <= 8_000, "expected at most 8,000 characters"),
  exitCode: z.number().int().min(0).max(255),
  startedAt: Instant,
  endedAt: Instant,
  repository: told.repository,
  branch: told.branch,
  commit: told.commit,
  isClean: told.isClean,
  output: z.strictObject({ sha256: Sha256, bytes: z.number().int().nonnegative() }),
  media: MediaType,
});
export type RunSaid = z.output<typeof RunSaid>;

/** A command's words in one line, quoted where a shell would part them. */
export const inOneLine = (words: readonly string[]): string =>
  words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(" ");

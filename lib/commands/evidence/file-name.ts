import { z } from "zod";
import { beginningOf, wholeCharacters } from "#lib/domain/whole-text.ts";

const noPathIn = (name: string) => name.split(/[/\\]/).at(-1) ?? "";

/** What whoever hands a file in calls it: no path, and nothing that no screen shows. */
export const FileName = z
  .string("Expected the file's name.")
  .max(1_000, "Expected a shorter name.")
  .refine(...wholeCharacters)
  .transform((name) =>
    beginningOf(
      noPathIn(name)
        .replaceAll(/\p{Cc}/gu, "")
        .trim(),
      200,
    ),
  )
  .pipe(z.string().min(1, "Expected the file's name."));

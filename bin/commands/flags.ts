import { parseArgs } from "node:util";
import { z } from "zod";
import { AppError } from "#lib/platform/errors.ts";

/** Reads `--name value` flags by a schema; what is wrong is said in one sentence for each flag. */
export function readFlags<S extends z.ZodRawShape>(args: string[], shape: S): z.output<z.ZodObject<S>> {
  const options = Object.fromEntries(Object.keys(shape).map((name) => [name, { type: "string" as const }]));
  const given = strictly(args, options);
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map((issue) => `--${issue.path.join(".")}: ${issue.message}`);
  throw new AppError("invalid-input", sentences.join("\n"));
}

function strictly(args: string[], options: Record<string, { type: "string" }>) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    throw new AppError("invalid-input", cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

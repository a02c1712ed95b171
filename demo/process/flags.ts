import { z } from "zod";

export class UsageProblem extends Error {}

/** Reads `--name value` pairs; anything else is refused with the sentence a person needs. */
export function readFlags<T extends z.ZodRawShape>(argv: readonly string[], shape: T) {
  const pairs: Record<string, string> = {};
  for (let at = 0; at < argv.length; at += 2) {
    const name = argv[at] ?? "";
    const value = argv[at + 1];
    if (!/^--[a-z][a-z-]*$/.test(name))
      throw new UsageProblem(`Expected a flag such as --dir, got "${name}".`);
    if (value === undefined) throw new UsageProblem(`${name} needs a value.`);
    pairs[name.slice(2)] = value;
  }
  const read = z.strictObject(shape).safeParse(pairs);
  if (read.success) return read.data;
  throw new UsageProblem(read.error.issues.map(sentence).join(" "));
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys")
    return `Unknown: ${issue.keys.map((key) => `--${key}`).join(", ")}.`;
  return `--${issue.path.join(".")}: ${issue.message}.`;
}

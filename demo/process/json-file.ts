import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { z } from "zod";

/** Written beside and renamed, because a reader in another process must never see half a file. */
export function writeJsonFile(path: string, value: unknown, mode = 0o600): void {
  const beside = `${path}.${process.pid}.new`;
  writeFileSync(beside, `${JSON.stringify(value, null, 2)}\n`, { mode });
  renameSync(beside, path);
}

export function readJsonFile<S extends z.ZodType>(path: string, schema: S, absent: z.output<S>): z.output<S> {
  if (!existsSync(path)) return absent;
  return parseJsonFile(path, schema);
}

export function parseJsonFile<S extends z.ZodType>(path: string, schema: S): z.output<S> {
  const read = schema.safeParse(parse(path));
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new Error(`${path} cannot be read: ${issue?.path.join(".") || "the file"}: ${issue?.message}.`);
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new Error(`${path} is not JSON.`, { cause });
  }
}

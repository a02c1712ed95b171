import type { z } from "zod";
import { utf8 } from "#lib/platform/bytes.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { parsePlain } from "../plain-json.ts";

/** No JSON of a bundle comes near it, and a parser of any longer could be made to take the machine's memory. */
export const mostJsonBytes = 4 * 1024 * 1024;

function textOf(given: Uint8Array | string): string {
  const size = typeof given === "string" ? utf8(given).length : given.length;
  if (size > mostJsonBytes) throw new RangeError("the JSON is too long");
  return typeof given === "string"
    ? given
    : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(given);
}

/** The value of JSON of this shape, in whatever form: for what is pinned by a digest elsewhere. */
export function readJson<S extends z.ZodType>(given: Uint8Array | string, shape: S): z.output<S> | null {
  try {
    const parsed = shape.safeParse(parsePlain(textOf(given)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/**
 * The value of JSON that stands in the canonical form (RFC 8785) and has this shape; else null. Only the canonical form,
 * because of keys that stand twice each reader would take another.
 */
export function readCanonical<S extends z.ZodType>(given: Uint8Array | string, shape: S): z.output<S> | null {
  try {
    const text = textOf(given);
    const value = parsePlain(text);
    const parsed = shape.safeParse(value);
    return parsed.success && canonicalJson(value) === text ? parsed.data : null;
  } catch {
    return null;
  }
}

import type { z } from "zod";
import { canonicalJson } from "#lib/platform/canonical.ts";

const textOf = (given: Uint8Array | string): string =>
  typeof given === "string"
    ? given
    : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(given);

/** The value of JSON of this shape, in whatever form: for what is pinned by a digest elsewhere. */
export function readJson<S extends z.ZodType>(given: Uint8Array, shape: S): z.output<S> | null {
  try {
    const parsed = shape.safeParse(JSON.parse(textOf(given)));
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
    const value: unknown = JSON.parse(text);
    const parsed = shape.safeParse(value);
    return parsed.success && canonicalJson(value) === text ? parsed.data : null;
  } catch {
    return null;
  }
}

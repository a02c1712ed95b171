import type { z } from "zod";
import { canonicalJson } from "#lib/platform/canonical.ts";

/**
 * The value of JSON that stands in the canonical form (RFC 8785) and has this shape; else null. Only the canonical form,
 * because of keys that stand twice each reader would take another.
 */
export function readCanonical<S extends z.ZodType>(given: Uint8Array | string, shape: S): z.output<S> | null {
  try {
    const text =
      typeof given === "string"
        ? given
        : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(given);
    const value: unknown = JSON.parse(text);
    const parsed = shape.safeParse(value);
    return parsed.success && canonicalJson(value) === text ? parsed.data : null;
  } catch {
    return null;
  }
}

import { sha256 } from "#checking";
import { canonicalJson } from "./canonical.ts";

export { sha256 };

/** SHA-256 of a value's canonical form. */
export const digestOf = (value: unknown): string => sha256(canonicalJson(value));

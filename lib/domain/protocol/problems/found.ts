import { shortened } from "../../whole-text.ts";

const longest = 60;

/** What stands at a place, in words short enough for a sentence. */
export function foundWords(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value !== "string") return String(value);
  return `"${shortened(value, longest)}"`;
}

/** The value at a path, only ever a value's own. */
export const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    return (at as Record<PropertyKey, unknown>)[key];
  }, value);

const most = 40;

/** The names there are, of which a reader needs to see the first few only. */
export function namesWords(names: readonly string[]): string {
  if (names.length === 0) return "none";
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  return `${names.slice(0, most).join(", ")}${more}`;
}

import type { z } from "zod";
import { wholeCharacters } from "./whole-text.ts";

/** A place in what was sent, from its end; made into a path only where something is wrong there. */
type Place = { key: string; of: Place } | null;
type Held = { value: unknown; place: Place };

const mostTold = 20;

type Read<T> =
  | { success: true; data: T; error?: never }
  | { success: false; data?: never; error: Pick<z.ZodError, "issues"> };

/** Reads what came in by its schema. A character that can stand in no log is told of by the field that it stands in. */
export function readInput<S extends z.ZodType>(schema: S, sent: unknown): Read<z.output<S>> {
  const read = schema.safeParse(sent);
  if (!read.success) return read;
  const issues = unkeepable(read.data);
  return issues.length === 0 ? read : { success: false, error: { issues } };
}

/** Without recursion, because what a schema leaves unread may be nested as deep as its sender likes. */
function unkeepable(read: unknown): z.core.$ZodIssue[] {
  const found: z.core.$ZodIssue[] = [];
  const open: Held[] = [{ value: read, place: null }];
  for (let held = open.pop(); held !== undefined && found.length < mostTold; held = open.pop()) {
    const { value, place } = held;
    const message = typeof value === "string" ? faultOf(value) : null;
    if (message !== null) found.push({ code: "custom", path: pathTo(place), message, input: undefined });
    if (!isOfParts(value)) continue;
    for (const [name, one] of Object.entries(value)) {
      const inside = { key: name.toWellFormed(), of: place };
      open.push({ value: one, place: inside });
      // A name is a text, too.
      if (faultOf(name) !== null) open.push({ value: name, place: inside });
    }
  }
  return found;
}

function faultOf(text: string): string | null {
  const [isWhole, expected] = wholeCharacters;
  if (!isWhole(text)) return expected;
  return text.includes("\0") ? "expected no null character" : null;
}

const isOfParts = (value: unknown): value is object =>
  typeof value === "object" &&
  value !== null &&
  [Array.prototype, Object.prototype, null].includes(Object.getPrototypeOf(value));

function pathTo(place: Place): string[] {
  const path: string[] = [];
  for (let at = place; at !== null; at = at.of) path.push(at.key);
  return path.reverse();
}

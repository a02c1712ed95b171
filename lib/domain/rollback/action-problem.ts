import type { z } from "zod";
import { shortened } from "../whole-text.ts";

export type ActionsFileProblem = { path: string; value: string; expectation: string };

/** A broken entry of the actions file is named by where it stands, what was there and what was expected; a variable's value, perhaps a secret, is never repeated. */
export function toActionsFileProblem(issue: z.core.$ZodIssue, input: unknown): ActionsFileProblem {
  const value = issue.path.includes("environmentVariables")
    ? "(not shown)"
    : shown(valueAt(input, issue.path));
  return { path: pathText(issue.path), value, expectation: expectationOf(issue) };
}

function expectationOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_key") return issue.issues[0]?.message ?? issue.message;
  if (issue.code === "unrecognized_keys") return `no such entry as ${issue.keys.join(", ")}`;
  return issue.message.replace(/^Invalid input: expected (.+), received .+$/, "$1");
}

function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return text.replace(/^\./, "") || "(the whole file)";
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<PropertyKey, unknown>)[key];
  }, input);
}

function shown(value: unknown): string {
  if (value === undefined) return "(absent)";
  if (Array.isArray(value)) return "(a list)";
  if (typeof value === "object" && value !== null) return "(an object)";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return shortened(text, 120);
}

import { variablePlaceholder } from "./actions/parts.ts";

const namesOne = ["tokenFrom", "addressFrom"];

/** The variables of the worker that a file of actions and probes names: where its secrets for other systems are. */
export function namedVariables(file: object): string[] {
  return [...new Set(namedIn(file))].sort();
}

function namedIn(value: unknown): string[] {
  if (typeof value === "string") return [...value.matchAll(variablePlaceholder)].map(([, name = ""]) => name);
  if (Array.isArray(value)) return value.flatMap(namedIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (namesOne.includes(key) && typeof inner === "string") return [inner];
    return key === "variablesFrom" && Array.isArray(inner) ? inner.map(String) : namedIn(inner);
  });
}

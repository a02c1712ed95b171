import type { Evidence } from "../evidence.ts";

/** Something that must never be; `what` says enough to look for it in the log. */
export type Finding = { id: string; guarantee: string; what: string };

/** One promise and the way to see that it was kept. */
export type Check = { id: string; guarantee: string; look: (evidence: Evidence) => string[] };

export const text = (value: unknown): string => (typeof value === "string" ? value : String(value ?? ""));
export const number = (value: unknown): number => (typeof value === "number" ? value : Number.NaN);
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const timeOf = (value: unknown): number => Date.parse(text(value));

/** Those of a list by a name, in their order. */
export const grouped = <T>(items: Iterable<T>, nameOf: (item: T) => string): Map<string, T[]> =>
  Map.groupBy(items, nameOf);

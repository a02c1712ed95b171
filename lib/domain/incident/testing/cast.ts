import type { ActingPerson } from "../circumstances.ts";

/** A valid id that a reader recognises by its last digits. */
export const idOf = (number: number): string =>
  `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;

/** Somebody with roles; on call for all of them unless said otherwise. */
export const personWith = (
  number: number,
  roles: string[],
  party: string | null = null,
  onCallRoles: string[] = roles,
): ActingPerson => ({ kind: "person", id: idOf(number), party, roles, onCallRoles });

export const theConsole = { kind: "console", id: "console" } as const;

const opening = Date.parse("2026-11-21T10:00:00.000Z");

/** The instant so many minutes into a story; 0 is its beginning, 10:00 UTC. */
export const minute = (minutes: number): string => new Date(opening + minutes * 60_000).toISOString();

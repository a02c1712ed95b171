import { sha256 } from "#lib/platform/digest.ts";

export const people = [
  "018f2b7c-9c1e-7aaa-8aaa-000000000001",
  "018f2b7c-9c1e-7aaa-8aaa-000000000002",
] as const;

export const digest = sha256("something");

/** What a made-up event tells, when, and of which clock. */
export type Telling = { words: string; now: string; clock: string };

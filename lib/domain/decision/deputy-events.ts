import { z } from "zod";
import { event, Id, Instant, Words } from "../incident/events/shapes.ts";

/** Somebody of neither side who signs for one for a while, because its lead named them; kept in the log of what is decided. */
export const deputyEvents = {
  DeputyNamed: event({ person: Id, party: z.string(), from: Instant, until: Instant }, { reason: Words }),
  /** Taken back: the naming of the entry `named`. */
  DeputyEnded: event({ named: z.number().int().positive() }, { reason: Words }),
} as const;

type Mark = { by: string; at: string; seq: number };
export type DeputyState = Mark & {
  person: string;
  party: string;
  from: string;
  until: string;
  ended: Mark | null;
};

/** As a signed statement says it: for whom, and the entry that named the deputy. */
export const DeputyFor = z.strictObject({ person: Id, named: z.number().int().positive() });
export type DeputyFor = z.infer<typeof DeputyFor>;

export const withDeputyEnded = (
  deputies: readonly DeputyState[],
  named: number,
  ended: Mark,
): DeputyState[] => deputies.map((one) => (one.seq === named ? { ...one, ended } : one));

/** The naming by which a person signs now; nobody's where it was taken back, is over, or begins later. */
export const standingDeputy = (
  deputies: readonly DeputyState[],
  person: string,
  now: string,
): DeputyState | undefined =>
  deputies.findLast(
    (one) => one.person === person && one.ended === null && one.from <= now && now < one.until,
  );

export const deputyFor = ({ by, seq }: Pick<DeputyState, "by" | "seq">): DeputyFor => ({
  person: by,
  named: seq,
});

/** Of a signed statement's characters, for whom it was signed; null where a side's own signer signed. */
export function deputyIn(statement: string): DeputyFor | null {
  if (!statement.includes('"deputyFor"')) return null;
  return DeputyFor.safeParse(JSON.parse(statement).deputyFor).data ?? null;
}

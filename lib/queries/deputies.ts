import type { DeputyState } from "#lib/domain/decision/deputy-events.ts";

export type DeputyView = {
  seq: number;
  name: string;
  side: string;
  by: string;
  from: string;
  until: string;
  /** Null where the words were redacted. */
  reason: string | null;
  standing: "signs now" | "not yet" | "over" | "taken back";
  /** The reader may take it back. */
  mayEnd: boolean;
};

/** Who signs in a side's place, and whom the reader may name for theirs. */
export type DeputiesView = {
  named: DeputyView[];
  /** The side that the reader leads; null where they lead none that signs here. */
  leads: string | null;
  candidates: { id: string; name: string }[];
};

type About = {
  nameOf: (person: string) => string;
  sideOf: (party: string) => string;
  reasonOf: (seq: number) => string | null;
  now: string;
  /** The party that the reader leads. */
  led: string | null;
};

export const deputyViews = (deputies: readonly DeputyState[], about: About): DeputyView[] =>
  deputies.map((one) => ({
    seq: one.seq,
    name: about.nameOf(one.person),
    side: about.sideOf(one.party),
    by: about.nameOf(one.by),
    from: one.from,
    until: one.until,
    reason: about.reasonOf(one.seq),
    standing: standingOf(one, about.now),
    mayEnd: one.ended === null && one.until > about.now && one.party === about.led,
  }));

function standingOf({ ended, from, until }: DeputyState, now: string): DeputyView["standing"] {
  if (ended !== null) return "taken back";
  if (until <= now) return "over";
  return from <= now ? "signs now" : "not yet";
}

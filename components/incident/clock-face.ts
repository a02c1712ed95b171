import { countdownText, durationText } from "#components/ui/time-text.ts";
import type { Tone } from "#components/ui/tone.ts";
import type { RuleRef } from "./rule-link.tsx";

export type ClockState = "idle" | "running" | "at-risk" | "met" | "breached" | "released";

/** A clock as a screen shows it. Instants are ISO. `state` is the server's word and never guessed here. */
export type ClockView = {
  id: string;
  title: string;
  /** The party or role that owes it. */
  owner: string;
  state: ClockState;
  totalSeconds: number;
  /** For a clock that has not started: from what it will run, such as "from rollback executed". */
  startsWith?: string | undefined;
  startedAt?: string | undefined;
  dueAt?: string | undefined;
  atRiskAt?: string | undefined;
  metAt?: string | undefined;
  /** When it ended without being met. */
  releasedAt?: string | undefined;
  /** Which channel accepted what and when, or which event met it. */
  receipt?: string | undefined;
  /** Since when it stands still. */
  pausedAt?: string | undefined;
  /** What has become of it, in short lines: moved, reminded, a holding notice, who was told. */
  marks?: readonly string[] | undefined;
  rule?: RuleRef | undefined;
};

export type ClockReading = {
  tone: Tone;
  word: string;
  figures: string;
  /** Share of the time that is used, 0 to 1. */
  share: number;
  /** Met, on time or late, or released: it asks for nothing any more. */
  isSettled: boolean;
  isPaused?: boolean;
};

const secondsBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1000;

function shareUsed(clock: ClockView, now: number): number {
  if (!clock.startedAt || clock.totalSeconds <= 0) return 0;
  return Math.min(1, Math.max(0, (now - Date.parse(clock.startedAt)) / 1000 / clock.totalSeconds));
}

function metReading(clock: ClockView, metAt: string): ClockReading {
  const spare = clock.dueAt ? secondsBetween(metAt, clock.dueAt) : 0;
  const isLate = clock.state === "breached" || spare < 0;
  const distance = durationText(Math.abs(spare));
  return {
    tone: isLate ? "breach" : "met",
    word: isLate ? `Breached, met ${distance} late` : `Met, ${distance} early`,
    figures: clock.startedAt
      ? countdownText(secondsBetween(clock.startedAt, metAt))
      : countdownText(clock.totalSeconds),
    share: clock.startedAt ? shareUsed(clock, Date.parse(metAt)) : 1,
    isSettled: true,
  };
}

/** A breach stays one in the record, also where nothing more is owed for it. */
function releasedReading(clock: ClockView, releasedAt: string): ClockReading {
  const isBreached = clock.state === "breached";
  return {
    tone: isBreached ? "breach" : "neutral",
    word: isBreached ? "Breached, no longer owed" : "No longer owed",
    figures: clock.startedAt ? countdownText(secondsBetween(clock.startedAt, releasedAt)) : "",
    share: clock.startedAt ? shareUsed(clock, Date.parse(releasedAt)) : 0,
    isSettled: true,
  };
}

/** What was left when it was stopped is left still. */
const pausedReading = (clock: ClockView, dueAt: string, pausedAt: string): ClockReading => ({
  tone: "neutral",
  word: "Paused",
  figures: countdownText(secondsBetween(pausedAt, dueAt)),
  share: shareUsed(clock, Date.parse(pausedAt)),
  isSettled: false,
  isPaused: true,
});

function openReading(clock: ClockView, dueAt: string, now: number): ClockReading {
  const left = (Date.parse(dueAt) - now) / 1000;
  const figures = countdownText(left);
  const share = shareUsed(clock, now);
  if (clock.state === "breached")
    return { tone: "breach", word: "Breached", figures, share: 1, isSettled: false };
  // The breach is the server's to record; until its entry arrives the face says only what it sees.
  if (left <= 0) return { tone: "breach", word: "Past due", figures, share: 1, isSettled: false };
  const isAtRisk =
    clock.state === "at-risk" || (clock.atRiskAt !== undefined && now >= Date.parse(clock.atRiskAt));
  return isAtRisk
    ? { tone: "risk", word: "At risk", figures, share, isSettled: false }
    : { tone: "run", word: "Running", figures, share, isSettled: false };
}

/** What a clock's face says at an instant. */
export function readClock(clock: ClockView, now: number): ClockReading {
  if (clock.metAt) return metReading(clock, clock.metAt);
  if (clock.releasedAt) return releasedReading(clock, clock.releasedAt);
  if (clock.state === "met") return { tone: "met", word: "Met", figures: "", share: 1, isSettled: true };
  if (clock.pausedAt && clock.dueAt) return pausedReading(clock, clock.dueAt, clock.pausedAt);
  if (clock.state !== "idle" && clock.dueAt) return openReading(clock, clock.dueAt, now);
  return {
    tone: "neutral",
    word: "Not started",
    figures: countdownText(clock.totalSeconds),
    share: 0,
    isSettled: false,
  };
}

function rank(clock: ClockView): number {
  if (clock.metAt || clock.releasedAt || clock.state === "met") return 1;
  return clock.state === "idle" ? 2 : 0;
}

/** Soonest due first; then those that are met; then those that have not started. */
export function orderClocks(clocks: readonly ClockView[]): ClockView[] {
  const due = (clock: ClockView) => (clock.dueAt ? Date.parse(clock.dueAt) : Number.POSITIVE_INFINITY);
  return [...clocks].sort((a, b) => rank(a) - rank(b) || due(a) - due(b) || a.title.localeCompare(b.title));
}

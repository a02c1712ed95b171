import { isOwed, nextFiring, remindersAhead } from "#lib/domain/clock/firing.ts";
import type { ClockState, IncidentState } from "#lib/domain/incident/state.ts";
import { withheldWords } from "../sentence/clock.ts";
import { type Lexicon, listed } from "../sentence/lexicon.ts";
import { rungsOf } from "./clocks.ts";

export type HistoryLine = { at: string; words: string; isAhead?: boolean };

const causes = { paused: "it stood still", "severity-changed": "the severity changed" } as const;

/** What a clock has done and will do, in the order of time. */
export function clockHistory(clock: ClockState, state: IncidentState, names: Lexicon): HistoryLine[] {
  const first = clock.moves[0]?.from ?? clock.dueAt;
  const lines: HistoryLine[] = [
    { at: clock.startedAt, words: "Started" },
    ...deadlines(clock, first),
    ...clock.reminders.map(({ at, minutesBefore, persons }) => ({
      at,
      words: `Reminder ${minutesBefore} min before: ${persons.length === 0 ? "nobody to tell" : listed(persons.map(names.person))}`,
    })),
    ...endLines(clock, names),
    ...rungsOf(clock, state, names).map(({ role, at, isTold }) => ({
      at,
      words: isTold ? `Escalated to ${role}` : `Goes to ${role} if it is still owed`,
      isAhead: !isTold,
    })),
    ...holdingLine(clock),
    ...pauseLine(clock, names),
    ...aheadLines(clock, state, names),
  ];
  return lines.sort((a, b) => a.at.localeCompare(b.at));
}

const deadlines = (clock: ClockState, first: string): HistoryLine[] => [
  { at: first, words: clock.moves.length === 0 ? "Due" : "Was due first" },
  ...clock.moves.map(({ to, because }, index) => ({
    at: to,
    words: `${index === clock.moves.length - 1 ? "Due now" : "Was due then"}, moved because ${causes[because]}`,
  })),
];

const holdingLine = ({ holding }: ClockState): HistoryLine[] => {
  if (holding === null) return [];
  const words =
    holding.because === "sent"
      ? "The console sent the holding notice by itself; it does not meet this clock"
      : `No holding notice: ${withheldWords[holding.because]}`;
  return [{ at: holding.at, words }];
};

const pauseLine = ({ paused }: ClockState, names: Lexicon): HistoryLine[] =>
  paused === null ? [] : [{ at: paused.at, words: `Paused by ${names.person(paused.by)}` }];

const endLines = (
  { breachedAt, metAt, releasedAt, explained }: ClockState,
  names: Lexicon,
): HistoryLine[] => [
  ...(breachedAt === null ? [] : [{ at: breachedAt, words: "Breached" }]),
  ...(metAt === null ? [] : [{ at: metAt, words: "Met" }]),
  ...(releasedAt === null ? [] : [{ at: releasedAt, words: "No longer owed" }]),
  ...(explained === null ? [] : [{ at: explained.at, words: `Explained by ${names.person(explained.by)}` }]),
];

/** Reminders to come, and the end of a pause that ends by itself. */
function aheadLines(clock: ClockState, state: IncidentState, { pack }: Lexicon): HistoryLine[] {
  if (!isOwed(clock) || clock.status === "breached" || state.status === "closed") return [];
  if (clock.paused !== null) {
    const next = nextFiring(clock, pack, state.clockFactor);
    return next === null ? [] : [{ at: next.at, words: "Runs again by itself", isAhead: true }];
  }
  return remindersAhead(clock, pack, state.clockFactor).map(({ at, minutesBefore }) => ({
    at,
    words: `Reminder ${minutesBefore} min before`,
    isAhead: true,
  }));
}

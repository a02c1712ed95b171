import type { ClockState } from "../incident/state.ts";

const later = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

/** How long a clock has stood still by now in the pause that it is in. */
export const standingMs = ({ paused }: Pick<ClockState, "paused">, now: string): number =>
  paused === null ? 0 : Math.max(0, Date.parse(now) - Date.parse(paused.at));

/** How long a clock has stood still in the pauses that are over. */
export const stoodMs = ({ moves }: Pick<ClockState, "moves">): number =>
  moves
    .filter(({ because }) => because === "paused")
    .reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);

/** A clock that stands still is never past due. */
export const isPastDue = (clock: Pick<ClockState, "dueAt" | "paused">, now: string): boolean =>
  clock.paused === null && clock.dueAt <= now;

/** A clock whose pause ended with what met it: its deadline moved by the time that it stood. */
export function ranOver(
  clock: ClockState,
  { occurredAt, seq }: { occurredAt: string; seq: number },
): ClockState {
  const stood = standingMs(clock, occurredAt);
  const to = later(clock.dueAt, stood);
  const move = { from: clock.dueAt, to, because: "paused" as const, at: occurredAt, seq };
  return {
    ...clock,
    paused: null,
    dueAt: to,
    atRiskAt: later(clock.atRiskAt, stood),
    moves: [...clock.moves, move],
  };
}

/** The entry that moves a deadline by the time that its clock stood still. */
export function moveByPause(clock: ClockState, now: string) {
  const { dueAt: from, atRiskAt: before, clock: name, occurrence } = clock;
  const stood = standingMs(clock, now);
  const facts = { clock: name, occurrence, from, to: later(from, stood), atRiskAt: later(before, stood) };
  return { type: "ClockMoved" as const, facts: { ...facts, because: "paused" as const }, text: {} };
}

import type { ClockState, IncidentState } from "../incident/state.ts";

/** Breaches that nobody has explained, met meanwhile or not. */
export const unexplained = (state: IncidentState): ClockState[] =>
  state.clocks.filter(({ status, explained }) => status === "breached" && explained === null);

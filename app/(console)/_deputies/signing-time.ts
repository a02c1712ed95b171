const minuteMs = 60_000;
const shiftMs = 12 * 60 * minuteMs;

/** An instant as a field for day and time shows it: to the minute, in UTC. */
const minuteIn = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

/** From now on, for one night: what a lead who goes to sleep would write. */
export const firstSigningTime = (nowMs: number) => ({
  from: minuteIn(nowMs),
  until: minuteIn(nowMs + shiftMs),
});

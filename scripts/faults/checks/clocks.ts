import type { Entry, Evidence } from "../evidence.ts";
import { type Check, grouped, number, text, timeOf } from "./finding.ts";

/** A lost wake-up costs five seconds; what hangs on a lock or a frozen transaction is let go after ten. */
const patienceMs = 20_000;
/** The same when all has been well to the end. */
export const settledMs = 12_000;
/** The database's clock and ours are one; this is for the rounding to milliseconds. */
const roundingMs = 5;

const clockOf = ({ stream, facts }: Entry) => `${stream} ${text(facts.clock)}#${text(facts.occurrence)}`;
const aboutClocks = ({ streams }: Evidence) =>
  streams.flatMap(({ entries }) => entries.filter(({ facts }) => "clock" in facts));

/** What tells one firing from the next of the same clock. */
function firingOf(entry: Entry): string | null {
  switch (entry.type) {
    case "ClockBreached":
      return "breach";
    case "ClockReminded":
      return `reminder ${text(entry.facts.minutesBefore)} of ${text(entry.facts.dueAt)}`;
    case "Escalated":
      return `escalation to ${text(entry.facts.toRole)}`;
    default:
      return null;
  }
}

export const clocksOnce: Check = {
  id: "clocks-once",
  guarantee: "no clock fires twice, before its time, or after it was met",
  look: (evidence) =>
    [...grouped(aboutClocks(evidence), clockOf)].flatMap(([clock, entries]) => [
      ...twice(clock, entries),
      ...early(clock, entries),
      ...afterItsEnd(clock, entries),
    ]),
};

function twice(clock: string, entries: Entry[]): string[] {
  const fired = entries.flatMap((entry) => firingOf(entry) ?? []);
  // A deadline that was moved has a new moment at which it is at risk.
  const moves = entries.filter(({ type }) => type === "ClockMoved").length;
  const risks = entries.filter(({ type }) => type === "ClockAtRisk").length;
  const doubled = fired.filter((one, index) => fired.indexOf(one) !== index);
  return [...doubled, ...(risks > 1 + moves ? ["at risk"] : [])].map((one) => `${clock} fired twice: ${one}`);
}

function early(clock: string, entries: Entry[]): string[] {
  return entries
    .filter(({ type, facts, at }) => type === "ClockBreached" && at < timeOf(facts.dueAt) - roundingMs)
    .map(
      ({ facts, at }) =>
        `${clock} was breached at ${new Date(at).toISOString()}, before ${text(facts.dueAt)}`,
    );
}

function afterItsEnd(clock: string, entries: Entry[]): string[] {
  const end = entries.find(({ type }) => type === "ClockMet" || type === "ClockReleased");
  if (end === undefined) return [];
  return entries
    .filter((entry) => entry.seq > end.seq && (firingOf(entry) !== null || entry.type === "ClockAtRisk"))
    .map(({ type }) => `${clock} fired (${type}) after it had ended`);
}

export const clocksKept: Check = {
  id: "clocks-kept",
  guarantee: "no clock is lost: each fires in its time, or as soon as what kept it is over",
  look: (evidence) =>
    [...grouped(aboutClocks(evidence), clockOf)].flatMap(([clock, entries]) => {
      const due = dueAt(entries);
      if (due === null) return [];
      const fired = entries.find(({ type }) => type === "ClockBreached");
      const late =
        fired === undefined
          ? unexplainedMs(evidence, due)
          : fired.at - due - excusedMs(evidence, due, fired.at);
      if (late <= (fired === undefined ? settledMs : patienceMs)) return [];
      const how = fired === undefined ? "never fired" : `fired ${fired.at - due} ms later`;
      return [`${clock} was due ${new Date(due).toISOString()} and ${how}`];
    }),
};

/** For how long a clock that has not fired could have done so, with nothing amiss. */
const unexplainedMs = ({ troubles, readAt }: Evidence, due: number): number =>
  readAt - Math.max(due, ...troubles.filter(({ kind }) => kind !== "channel").map(({ to }) => to));

/** The deadline of a clock that ran into it; null where it was met, stopped or paused before. */
function dueAt(entries: Entry[]): number | null {
  const started = entries.find(({ type }) => type === "ClockStarted");
  if (started === undefined || entries.some(({ type }) => type === "ClockPaused")) return null;
  if (entries.some(({ facts }) => facts.atDeclaration === true)) return null;
  const moved = entries.findLast(({ type }) => type === "ClockMoved");
  const due = moved === undefined ? timeOf(started.facts.dueAt) : timeOf(moved.facts.to);
  const end = entries.find(({ type }) => type === "ClockMet" || type === "ClockReleased");
  const breached = entries.find(({ type }) => type === "ClockBreached");
  return breached === undefined && end !== undefined ? null : due;
}

/** Of a time, how much of it something was amiss that keeps clocks from firing. */
function excusedMs({ troubles }: Evidence, from: number, to: number): number {
  const after = 12_000;
  const amiss = troubles
    .filter(({ kind }) => kind !== "channel")
    .map((one) => [Math.max(from, one.from), Math.min(to, one.to + after)] as const)
    .filter(([begin, end]) => end > begin)
    .sort(([a], [b]) => a - b);
  let covered = 0;
  let until = from;
  for (const [begin, end] of amiss) {
    if (end <= until) continue;
    covered += end - Math.max(begin, until);
    until = end;
  }
  return covered;
}

/** How late the breaches came, in milliseconds, those that met an outage too. */
export const latenessOf = (evidence: Evidence): number[] =>
  aboutClocks(evidence)
    .filter(({ type, facts }) => type === "ClockBreached" && facts.atDeclaration !== true)
    .map(({ at, facts }) => at - timeOf(facts.dueAt))
    .filter((late) => !Number.isNaN(number(late)));

export type QuietHours = { quietFrom: number | null; quietUntil: number | null; timeZone: string };

/** Whether an instant lies in a person's quiet hours, by that person's own clock; they may span midnight. */
export function isQuiet({ quietFrom, quietUntil, timeZone }: QuietHours, now: string): boolean {
  if (quietFrom === null || quietUntil === null || quietFrom === quietUntil) return false;
  const minute = minuteOfDay(now, timeZone);
  return quietFrom < quietUntil
    ? minute >= quietFrom && minute < quietUntil
    : minute >= quietFrom || minute < quietUntil;
}

function minuteOfDay(now: string, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(now));
  const figure = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return figure("hour") * 60 + figure("minute");
}

export type Addressed = { person: string; audiences: readonly string[]; isQuiet: boolean };

/**
 * Whom a notice does not wake: those in their quiet hours, never at a critical severity, and never where nobody else
 * would be left to reach of an audience, because a notice that reaches nobody meets nothing.
 */
export function silencedBy(
  people: readonly Addressed[],
  alsoReached: readonly string[],
  isCritical: boolean,
): Set<string> {
  if (isCritical) return new Set();
  const awake = new Set([
    ...people.filter((one) => !one.isQuiet).flatMap(({ audiences }) => audiences),
    ...alsoReached,
  ]);
  return new Set(
    people
      .filter(({ isQuiet: quiet, audiences }) => quiet && audiences.every((audience) => awake.has(audience)))
      .map(({ person }) => person),
  );
}

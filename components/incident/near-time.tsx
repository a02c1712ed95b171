"use client";

import { Time, type TimeProps } from "#components/ui/time.tsx";
import { utcDate } from "#components/ui/time-text.ts";

export type NearTimeProps = Omit<TimeProps, "show"> & {
  /** The instant the reader starts from: on another UTC day the day stands before the time. */
  from: string;
};

/** A time of day, with its day where that is not the same one: "22 Nov 02:45 UTC". */
export function NearTime({ from, ...time }: NearTimeProps) {
  const date = utcDate(time.value);
  if (date === utcDate(from)) return <Time {...time} />;
  return (
    <span className="whitespace-nowrap">
      {date.replace(/ \d+$/, "")} <Time {...time} />
    </span>
  );
}

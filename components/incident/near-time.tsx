"use client";

import { Time, type TimeProps } from "#components/ui/time.tsx";
import { utcDate } from "#components/ui/time-text.ts";

export type NearTimeProps = Omit<TimeProps, "show"> & {
  /** The instant the reader starts from: on another UTC day the date stands before the time. */
  from: string;
};

/** A time of day, with its date where it is not the same day. */
export function NearTime({ from, ...time }: NearTimeProps) {
  return <Time {...time} show={utcDate(from) === utcDate(time.value) ? "time" : "both"} />;
}

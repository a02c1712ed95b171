"use client";

import { clsx } from "clsx";
import { useIsInBrowser, useServerNow } from "./server-clock.ts";
import {
  durationText,
  localMinute,
  localText,
  type TimeShape,
  utcDate,
  utcMinute,
  utcSecond,
  utcText,
} from "./time-text.ts";

export type TimeProps = {
  /** ISO instant. */
  value: string;
  show?: TimeShape | undefined;
  /** Leaves the letters UTC out where the column's heading says them. */
  hasZone?: boolean | undefined;
  /** Puts the person's own time beside it, not only in the title. */
  withLocal?: boolean | undefined;
  className?: string | undefined;
};

/** An instant in UTC, with the person's own zone in the title or beside it. */
export function Time({ value, show = "time", hasZone = true, withLocal = false, className }: TimeProps) {
  const isInBrowser = useIsInBrowser();
  const isKnown = !Number.isNaN(Date.parse(value));
  if (!isKnown) return <span className={className}>unknown time</span>;
  const full = `${utcDate(value)}, ${utcSecond(value)} UTC`;
  const local = withLocal && isInBrowser ? localMinute(value) : undefined;
  return (
    <time
      dateTime={value}
      title={isInBrowser ? `${full} (${localText(value)} where you are)` : full}
      className={clsx("figures", className)}
    >
      <span className="whitespace-nowrap">
        {utcText(value, show)}
        {hasZone && show !== "date" ? " UTC" : ""}
      </span>
      {local && local !== utcMinute(value) ? (
        <span className="whitespace-nowrap text-faint"> ({local} your time)</span>
      ) : null}
    </time>
  );
}

export type AgoProps = { value: string; renderedAt: string; className?: string | undefined };

/** How long ago something was, with the absolute time in the title. */
export function Ago({ value, renderedAt, className }: AgoProps) {
  const now = useServerNow(renderedAt);
  const seconds = (now - Date.parse(value)) / 1000;
  return (
    <time dateTime={value} title={`${utcDate(value)}, ${utcSecond(value)} UTC`} className={className}>
      {seconds < 1 ? "just now" : `${durationText(seconds)} ago`}
    </time>
  );
}

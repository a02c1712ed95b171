"use client";

import { clsx } from "clsx";
import { useServerNow } from "./server-clock.ts";
import { countdownText } from "./time-text.ts";

export type RemainingProps = {
  dueAt: string;
  /** ISO instant of the server's render: what the first paint counts from. */
  renderedAt: string;
  /** Milliseconds; where given, the caller drives the clock (a recorder, a test). */
  now?: number | undefined;
  label?: string | undefined;
  className?: string | undefined;
};

/** Time left until an instant, ticking each second. It displays; only the server decides. */
export function Remaining(props: RemainingProps) {
  return props.now === undefined ? <Ticking {...props} /> : <Figures {...props} now={props.now} />;
}

function Ticking(props: RemainingProps) {
  const now = useServerNow(props.renderedAt);
  return <Figures {...props} now={now} />;
}

function Figures({ dueAt, now, label, className }: RemainingProps & { now: number }) {
  const seconds = (Date.parse(dueAt) - now) / 1000;
  return (
    <span role="timer" aria-label={label} className={clsx("figures whitespace-nowrap", className)}>
      {countdownText(seconds)}
    </span>
  );
}

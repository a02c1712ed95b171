import { clsx } from "clsx";
import type { Tone } from "#components/ui/tone.ts";

export type SeverityBadgeProps = {
  /** The pack's own word: SEV-1, P0. */
  label: string;
  tone: Exclude<Tone, "met">;
  size?: "m" | "l" | undefined;
  /** What this severity means, for whoever rests on it. */
  meaning?: string | undefined;
};

const fills: Record<SeverityBadgeProps["tone"], string> = {
  breach: "bg-breach text-on-alarm",
  risk: "bg-risk text-ground",
  run: "bg-run-bg text-run ring-1 ring-run/50 ring-inset",
  neutral: "bg-hover text-soft ring-1 ring-line-strong ring-inset",
};

export function SeverityBadge({ label, tone, size = "m", meaning }: SeverityBadgeProps) {
  return (
    <span
      title={meaning}
      className={clsx(
        "inline-flex items-center whitespace-nowrap rounded-s font-bold",
        size === "m" ? "px-2 py-0.5 text-s" : "px-3 py-1 text-l",
        fills[tone],
      )}
    >
      <span className="sr-only">Severity </span>
      {label}
    </span>
  );
}

import { clsx } from "clsx";
import { type Tone, toneFill } from "./tone.ts";

export type ProgressProps = {
  /** What progresses, for people who do not see the bar. */
  label: string;
  value: number;
  max: number;
  tone?: Tone | undefined;
  /** Said instead of a percentage, for example "1 of 3". */
  valueText?: string | undefined;
  className?: string | undefined;
};

export function Progress({ label, value, max, tone = "run", valueText, className }: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max > 0 ? max : 1}
      aria-valuenow={max > 0 ? Math.min(max, Math.max(0, value)) : 0}
      aria-valuetext={valueText}
      className={clsx("h-1 min-w-8 flex-1 overflow-hidden rounded-full bg-line", className)}
    >
      <div
        className={clsx("h-full origin-left rounded-full", toneFill[tone])}
        style={{ transform: `scaleX(${share.toFixed(4)})` }}
      />
    </div>
  );
}

import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Tone } from "./tone.ts";
import { ToneIcon } from "./tone-icon.tsx";

const surfaces: Record<Tone, string> = {
  neutral: "bg-hover text-soft",
  run: "bg-run-bg text-run",
  met: "bg-met-bg text-met",
  risk: "bg-risk-bg text-risk",
  breach: "bg-breach-bg text-breach",
};

export type BadgeProps = {
  children: ReactNode;
  tone?: Tone | undefined;
  icon?: LucideIcon | undefined;
  hasIcon?: boolean | undefined;
  className?: string | undefined;
};

export function Badge({ children, tone = "neutral", icon, hasIcon = false, className }: BadgeProps) {
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1 whitespace-nowrap rounded-full px-2 py-0.5 font-medium text-s",
        surfaces[tone],
        className,
      )}
    >
      {hasIcon || icon ? <ToneIcon tone={tone} icon={icon} className="size-3.5" /> : null}
      {children}
    </span>
  );
}

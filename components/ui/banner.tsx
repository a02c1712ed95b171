import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { type Tone, toneSurface, toneText } from "./tone.ts";
import { ToneIcon } from "./tone-icon.tsx";

export type BannerProps = {
  title: string;
  children?: ReactNode | undefined;
  tone?: Tone | undefined;
  icon?: LucideIcon | undefined;
  action?: ReactNode | undefined;
  /** "alert" interrupts a screen reader: only for what a person has just caused. */
  role?: "alert" | "status" | "note" | undefined;
  className?: string | undefined;
};

export function Banner({
  title,
  children,
  tone = "neutral",
  icon,
  action,
  role = "note",
  className,
}: BannerProps) {
  return (
    <div
      role={role}
      className={clsx("flex gap-3 rounded-m border px-3.5 py-3", toneSurface[tone], className)}
    >
      <ToneIcon tone={tone} icon={icon} className="mt-0.5 size-[18px]" />
      {/* What it asks for goes below its words where both beside each other would squeeze them. */}
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 flex-[1_1_15rem]">
          <p className={clsx("font-semibold", tone === "neutral" ? "text-text" : toneText[tone])}>{title}</p>
          {children ? <div className="mt-0.5 text-s text-text">{children}</div> : null}
        </div>
        {action ? <div className="max-w-full">{action}</div> : null}
      </div>
    </div>
  );
}

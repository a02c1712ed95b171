import { clsx } from "clsx";
import { CircleCheck, CircleDashed, CircleX, Clock3, type LucideIcon, TriangleAlert } from "lucide-react";
import { type Tone, toneText } from "./tone.ts";

const icons: Record<Tone, LucideIcon> = {
  neutral: CircleDashed,
  run: Clock3,
  met: CircleCheck,
  risk: TriangleAlert,
  breach: CircleX,
};

export type ToneIconProps = { tone: Tone; icon?: LucideIcon | undefined; className?: string | undefined };

/** The shape that goes with a tone, so that state is never told by colour alone. A word stands beside it. */
export function ToneIcon({ tone, icon, className }: ToneIconProps) {
  const Shape = icon ?? icons[tone];
  return (
    <Shape aria-hidden strokeWidth={2.2} className={clsx("size-4 shrink-0", toneText[tone], className)} />
  );
}

import { clsx } from "clsx";
import {
  CircleCheck,
  Clock3,
  Cog,
  Eraser,
  FileCheck2,
  FlagTriangleRight,
  Gauge,
  Globe,
  ListChecks,
  Lock,
  type LucideIcon,
  Mail,
  MessageSquareText,
  PencilLine,
  RotateCcw,
  Scale,
  Signature,
  Siren,
  Snowflake,
  SquareTerminal,
  Stamp,
  TimerOff,
  Users,
} from "lucide-react";
import type { Tone } from "#components/ui/tone.ts";
import { toneText } from "#components/ui/tone.ts";
import type { EntryKind } from "./timeline-entry.ts";

const icons: Record<EntryKind, LucideIcon> = {
  declared: Siren,
  severity: Gauge,
  phase: FlagTriangleRight,
  people: Users,
  note: MessageSquareText,
  decision: Scale,
  command: SquareTerminal,
  check: ListChecks,
  clock: Clock3,
  breach: TimerOff,
  notice: Mail,
  evidence: FileCheck2,
  approval: Stamp,
  freeze: Snowflake,
  rollback: RotateCcw,
  signature: Signature,
  publication: Globe,
  correction: PencilLine,
  redaction: Eraser,
  closed: Lock,
  system: Cog,
};

const tones: Partial<Record<EntryKind, Tone>> = { declared: "breach", breach: "breach" };

export function EntryIcon({ kind, className }: { kind: EntryKind; className?: string | undefined }) {
  const Icon = icons[kind] ?? CircleCheck;
  return (
    <Icon
      aria-hidden
      strokeWidth={1.8}
      className={clsx("size-4", toneText[tones[kind] ?? "neutral"], className)}
    />
  );
}

"use client";

import { clsx } from "clsx";
import {
  Check,
  CircleDashed,
  CirclePause,
  CircleX,
  Clock3,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";
import { useServerNow } from "#components/ui/server-clock.ts";
import { type Tone, toneFill, toneText } from "#components/ui/tone.ts";
import { ToneIcon } from "#components/ui/tone-icon.tsx";
import { type ClockReading, type ClockView, readClock } from "./clock-face.ts";
import { NearTime } from "./near-time.tsx";
import { RuleLink } from "./rule-link.tsx";

const icons: Record<Tone, LucideIcon> = {
  neutral: CircleDashed,
  run: Clock3,
  met: Check,
  risk: TriangleAlert,
  breach: CircleX,
};

const plates: Record<Tone, string> = {
  neutral: "border-line-strong border-dashed",
  run: "border-line bg-plate",
  met: "border-line bg-plate",
  risk: "border-risk bg-risk-bg",
  breach: "border-breach bg-breach-bg",
};

export type ClockCardProps = {
  clock: ClockView;
  renderedAt: string;
  /** Milliseconds; where given the caller drives the time, as a recorder does. */
  now?: number | undefined;
  /** Opens all that is known of it. */
  onOpen?: ((id: string) => void) | undefined;
};

export function ClockCard({ clock, renderedAt, now, onOpen }: ClockCardProps) {
  const live = useServerNow(renderedAt);
  const reading = readClock(clock, now ?? live);
  return (
    <article
      aria-label={clock.title}
      className={clsx(
        "relative grid h-full grid-cols-[minmax(0,1fr)_auto] grid-rows-[auto_1fr_auto_auto] gap-x-3 overflow-hidden rounded-m border px-3 pt-2 pb-2.5",
        reading.isSettled ? plates.met : plates[reading.tone],
      )}
    >
      <h2 className="font-semibold leading-snug">
        <Title clock={clock} onOpen={onOpen} />
      </h2>
      <Figures reading={reading} />
      <p className="text-s text-soft">
        <WhoAndWhen clock={clock} />
      </p>
      <Marks marks={clock.marks} />
      <p
        className={clsx(
          "col-span-2 mt-0.5 flex items-center gap-1.5 font-semibold text-xs",
          toneText[reading.tone],
        )}
      >
        <ToneIcon
          tone={reading.tone}
          icon={reading.isPaused ? CirclePause : icons[reading.tone]}
          className="size-3.5"
        />
        {reading.word}
        {clock.rule ? <RuleLink rule={clock.rule} className="ml-auto font-normal" /> : null}
      </p>
      <div
        aria-hidden
        className={clsx("absolute inset-x-0 bottom-0 h-[3px] origin-left", toneFill[reading.tone])}
        style={{ transform: `scaleX(${reading.share.toFixed(4)})` }}
      />
    </article>
  );
}

function Title({ clock, onOpen }: Pick<ClockCardProps, "clock" | "onOpen">) {
  if (onOpen === undefined || clock.state === "idle") return clock.title;
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      className="text-left underline decoration-line-strong decoration-dotted underline-offset-4 hover:decoration-solid"
      onClick={() => onOpen(clock.id)}
    >
      {clock.title}
    </button>
  );
}

/** What has become of it stands between who owes it and how it stands. */
function Marks({ marks = [] }: { marks: readonly string[] | undefined }) {
  return (
    <ul aria-label="What has become of it" className="col-span-2 text-soft text-xs empty:hidden">
      {marks.map((mark) => (
        <li key={mark}>{mark}</li>
      ))}
    </ul>
  );
}

function Figures({ reading }: { reading: ClockReading }) {
  return (
    <span
      role="timer"
      className={clsx(
        "figures row-span-2 self-center whitespace-nowrap text-right font-semibold text-xl leading-none",
        reading.tone === "neutral" ? "text-faint" : toneText[reading.tone],
      )}
    >
      {reading.tone === "met" ? <Check aria-hidden className="mr-1 inline size-5 align-[-3px]" /> : null}
      {reading.figures}
    </span>
  );
}

function WhoAndWhen({ clock }: { clock: ClockView }) {
  if (clock.receipt) return clock.receipt;
  if (clock.state === "idle" || !clock.dueAt)
    return [clock.owner, clock.startsWith].filter(Boolean).join(" · ");
  if (clock.pausedAt)
    return (
      <>
        {clock.owner} · stands still since{" "}
        <NearTime value={clock.pausedAt} from={clock.startedAt ?? clock.pausedAt} className="font-sans!" />
      </>
    );
  return (
    <>
      {clock.owner} · due{" "}
      <NearTime value={clock.dueAt} from={clock.startedAt ?? clock.dueAt} withLocal className="font-sans!" />
    </>
  );
}

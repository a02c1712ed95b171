"use client";

import { clsx } from "clsx";
import { readClock } from "#components/incident/clock-face.ts";
import { NearTime } from "#components/incident/near-time.tsx";
import { useServerNow } from "#components/ui/server-clock.ts";
import { toneText } from "#components/ui/tone.ts";
import { ToneIcon } from "#components/ui/tone-icon.tsx";
import type { NextDue as NextDueView } from "#lib/queries/board.ts";

/** The deadline that comes first: how long is left, in which state it is, and who owes what. */
export function NextDue({ due, renderedAt }: { due: NextDueView; renderedAt: string }) {
  const now = useServerNow(renderedAt);
  const { title, owner, status, dueAt } = due;
  const { tone, word, figures } = readClock(
    { id: title, title, owner, state: status, totalSeconds: 0, dueAt },
    now,
  );
  return (
    <div className="min-w-0">
      <p className={clsx("flex flex-wrap items-center gap-x-2", toneText[tone])}>
        <span role="timer" className="figures whitespace-nowrap font-semibold text-xl leading-none">
          {figures}
        </span>
        <span className="flex items-center gap-1 whitespace-nowrap font-semibold text-xs">
          <ToneIcon tone={tone} className="size-3.5" /> {word}
        </span>
      </p>
      <p className="mt-1 text-s">{title}</p>
      <p className="text-faint text-s">
        {owner} · due <NearTime value={dueAt} from={renderedAt} className="font-sans!" />
      </p>
    </div>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useEffect, useReducer } from "react";
import type { StepOutputView } from "#lib/queries/step-output.ts";
import type { Connection, RoomChange } from "../live/room-log.ts";
import { useRoomStream } from "../live/use-room-stream.ts";

export type Growth = { seq: number; total: number; isOver: boolean; connection: Connection };

function grow(view: StepOutputView, before: Growth, change: RoomChange): Growth {
  const isIt = (facts: { run: string; step: string; attempt: number }) =>
    facts.run === view.run && facts.step === view.step && facts.attempt === view.attempt;
  switch (change.kind) {
    case "output":
      return isIt(change.output)
        ? { ...before, total: Math.max(before.total, change.output.lastLine) }
        : before;
    case "entries": {
      const events = change.entries.map(({ event }) => event);
      const ends = events.some(
        (event) =>
          (event.type === "StepSucceeded" || event.type === "StepFailed" || event.type === "StepInDoubt") &&
          isIt(event.facts),
      );
      const seq = Math.max(before.seq, ...events.map((event) => event.seq));
      return { ...before, seq, isOver: before.isOver || ends };
    }
    case "connection":
      return { ...before, connection: change.connection };
    case "ended":
      return { ...before, connection: "offline" };
    case "earlier":
    case "presence":
    case "note-sent":
    case "note-placed":
    case "note-refused":
      return before;
  }
}

/** How long the output has become, from the room's stream; when the step ends the page is read once more. */
export function useGrowth(view: StepOutputView): Growth {
  const start: Growth = {
    seq: view.seq,
    total: view.total,
    isOver: !view.isRunning,
    connection: "reconnecting",
  };
  const [growth, change] = useReducer((before: Growth, told: RoomChange) => grow(view, before, told), start);
  const router = useRouter();
  useRoomStream(view.reference, growth.seq, change);
  const hasJustEnded = growth.isOver && view.isRunning;
  useEffect(() => {
    if (hasJustEnded) router.refresh();
  }, [hasJustEnded, router]);
  return { ...growth, total: Math.max(view.total, growth.total) };
}

"use client";

import { type Dispatch, useEffect, useEffectEvent, useRef } from "react";
import { observeServerTime } from "#components/ui/server-clock.ts";
import type { RoomEntry } from "#lib/queries/room/entry.ts";
import type { StepOutput } from "#lib/queries/room/view.ts";
import type { RoomChange } from "./room-log.ts";

const offlineAfterMs = 12_000;
const longestPauseMs = 5_000;
/** A stream that ends by its age is back within a moment; that is no disturbance to be shown. */
const quietMs = 2_500;

type End = { cause: "age" | "restart" | "session" | "part" };

/** Keeps the room's stream open: it resumes after the last entry that is here, by itself and without a gap. */
export function useRoomStream(reference: string, lastSeq: number, change: Dispatch<RoomChange>): void {
  const last = useRef(lastSeq);
  last.current = lastSeq;
  const tell = useEffectEvent(change);
  useEffect(() => {
    const stream = openStream(
      reference,
      () => last.current,
      (told) => tell(told),
    );
    return () => stream.close();
  }, [reference]);
}

/** What the room is told of the connection: a loss at once or after a quiet while, and later that it lasts. */
function openReports(tell: Dispatch<RoomChange>) {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const later = (connection: "reconnecting" | "offline", milliseconds: number) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      tell({ kind: "connection", connection });
    }, milliseconds);
    timers.add(timer);
  };
  const calm = () => {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  };
  return {
    calm,
    isWaiting: () => timers.size > 0,
    live: () => {
      calm();
      tell({ kind: "connection", connection: "live" });
    },
    lost: (quiet: number) => {
      calm();
      later("reconnecting", quiet);
      later("offline", quiet + offlineAfterMs);
    },
  };
}

function openStream(reference: string, lastSeq: () => number, tell: Dispatch<RoomChange>) {
  const reports = openReports(tell);
  let source: EventSource | undefined;
  let opening: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isOver = false;
  let seen = lastSeq();

  const close = (cause?: "session" | "part") => {
    isOver = true;
    reports.calm();
    clearTimeout(opening);
    source?.close();
    if (cause) tell({ kind: "ended", cause });
  };
  const isLive = () => {
    failures = 0;
    reports.live();
  };
  const reopen = () => {
    source?.close();
    clearTimeout(opening);
    if (!isOver) opening = setTimeout(open, Math.min(400 * 2 ** failures++, longestPauseMs));
  };
  const open = () => {
    seen = lastSeq();
    const opened = new EventSource(`/api/stream/${reference}?after=${seen}`);
    source = opened;
    listenTo(opened, {
      tell,
      isLive,
      isLost: () => reports.lost(0),
      // A place was skipped: what is missing is asked for, never guessed.
      take: (entry) => {
        if (entry.event.seq > seen + 1) return reopen();
        seen = Math.max(seen, entry.event.seq);
        tell({ kind: "entries", entries: [entry] });
      },
      end: ({ cause }) => {
        if (cause === "session" || cause === "part") close(cause);
        else reports.lost(quietMs);
      },
    });
    opened.onerror = () => {
      if (!reports.isWaiting()) reports.lost(0);
      if (opened.readyState === EventSource.CLOSED)
        void whyClosed(reference).then((why) => (why ? close(why) : reopen()));
    };
  };
  open();
  return { close: () => close() };
}

type Hearing = {
  tell: Dispatch<RoomChange>;
  isLive: () => void;
  isLost: () => void;
  take: (entry: RoomEntry) => void;
  end: (end: End) => void;
};

function listenTo(source: EventSource, { tell, isLive, isLost, take, end }: Hearing): void {
  const on = <T>(event: string, act: (said: T) => void) =>
    source.addEventListener(event, (message) => act(JSON.parse((message as MessageEvent<string>).data) as T));
  source.onopen = isLive;
  on<RoomEntry>("entry", take);
  on<StepOutput>("output", (output) => tell({ kind: "output", output }));
  on<string[]>("presence", (persons) => tell({ kind: "presence", persons }));
  on<string>("time", observeServerTime);
  on<"lost" | "live">("link", (link) => (link === "live" ? isLive() : isLost()));
  on<End>("end", end);
}

/** A browser does not say why a stream was refused, so it is asked once more, plainly. */
async function whyClosed(reference: string): Promise<"session" | "part" | null> {
  const asking = new AbortController();
  try {
    const answer = await fetch(`/api/stream/${reference}`, { signal: asking.signal });
    if (answer.status === 401) return "session";
    return answer.status === 404 || answer.status === 403 ? "part" : null;
  } catch {
    return null;
  } finally {
    asking.abort();
  }
}

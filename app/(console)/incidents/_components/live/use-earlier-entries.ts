"use client";

import { type Dispatch, startTransition, useEffect, useEffectEvent } from "react";
import type { RoomEntry } from "#lib/queries/room/entry.ts";
import { firstAfterGap, type RoomChange, type RoomLog } from "./room-log.ts";

const longestPauseMs = 5_000;

/** Whoever has no session or no part any more is told so by the stream; nothing comes by asking again. */
const isRefused = (status: number) => status === 401 || status === 403 || status === 404;

/** Asks for what came before the page's entries as soon as the page is up, and again until it is here. */
export function useEarlierEntries(reference: string, log: RoomLog, change: Dispatch<RoomChange>): void {
  const before = firstAfterGap(log);
  const tell = useEffectEvent(change);
  useEffect(() => {
    if (before === null) return;
    const asking = new AbortController();
    let again: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    const ask = async (): Promise<void> => {
      const entries = await readEarlier(reference, before, asking.signal);
      if (asking.signal.aborted || entries === "refused") return;
      if (entries === null)
        again = setTimeout(() => void ask(), Math.min(400 * 2 ** failures++, longestPauseMs));
      // Because hundreds of rows are no reason to hold up what somebody types.
      else startTransition(() => tell({ kind: "earlier", entries }));
    };
    void ask();
    return () => {
      asking.abort();
      clearTimeout(again);
    };
  }, [reference, before]);
}

async function readEarlier(
  reference: string,
  before: number,
  signal: AbortSignal,
): Promise<RoomEntry[] | "refused" | null> {
  try {
    const answer = await fetch(`/api/entries/${reference}?before=${before}`, { signal });
    if (isRefused(answer.status)) return "refused";
    return answer.ok ? ((await answer.json()) as RoomEntry[]) : null;
  } catch {
    return null;
  }
}

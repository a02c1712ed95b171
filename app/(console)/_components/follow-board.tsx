"use client";

import { useEffect } from "react";
import { observeServerTime } from "#components/ui/server-clock.ts";
import { MayBeOld } from "./may-be-old.tsx";
import { useReadAnew } from "./use-read-anew.ts";

const againMs = 3_000;

/** Reads the page anew when some log has grown, and at every reconnection, since what came in between was not heard. */
export function FollowBoard() {
  const { readAnew, isOverdue } = useReadAnew();
  useEffect(() => follow(readAnew), [readAnew]);
  return isOverdue ? <MayBeOld /> : null;
}

function follow(readAnew: () => void): () => void {
  let stream: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStale = false;
  const refresh = () => {
    isStale = document.hidden;
    if (!isStale) readAnew();
  };
  const onVisible = () => isStale && refresh();
  const open = () => {
    stream = new EventSource("/api/stream/board");
    stream.addEventListener("open", refresh);
    stream.addEventListener("changed", refresh);
    stream.addEventListener("time", ({ data }) => observeServerTime(JSON.parse(data)));
    stream.addEventListener("end", ({ data }) => {
      // Without a session the stream would be refused; the page itself leads to the way in.
      if (JSON.parse(data).cause !== "session") return;
      stream?.close();
      readAnew();
    });
    stream.addEventListener("error", () => {
      // The browser comes back by itself from a lost connection, but not from a refusal.
      if (stream?.readyState !== EventSource.CLOSED) return;
      refresh();
      timer = setTimeout(open, againMs);
    });
  };
  document.addEventListener("visibilitychange", onVisible);
  open();
  return () => {
    document.removeEventListener("visibilitychange", onVisible);
    clearTimeout(timer);
    stream?.close();
  };
}

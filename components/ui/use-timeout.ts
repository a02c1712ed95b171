"use client";

import { useEffect, useEffectEvent } from "react";

/** Runs once after the given time; null stops it, and it starts afresh when a number comes back. */
export function useTimeout(act: () => void, afterMs: number | null): void {
  const onTime = useEffectEvent(act);
  useEffect(() => {
    if (afterMs === null) return;
    const timer = setTimeout(() => onTime(), afterMs);
    return () => clearTimeout(timer);
  }, [afterMs]);
}

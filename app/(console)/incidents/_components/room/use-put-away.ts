"use client";

import { useState } from "react";
import { useIsInBrowser } from "#components/ui/server-clock.ts";

function isKept(key: string): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function keep(key: string): void {
  try {
    localStorage.setItem(key, "1");
  } catch {
    // A browser that keeps nothing shows it again after a reload.
  }
}

/** Something told once that a person puts away, in this browser. */
export function usePutAway(key: string): { isShown: boolean; putAway: () => void } {
  const inBrowser = useIsInBrowser();
  const [gone, setGone] = useState<string | null>(null);
  const putAway = () => {
    keep(key);
    setGone(key);
  };
  return { isShown: inBrowser && gone !== key && !isKept(key), putAway };
}

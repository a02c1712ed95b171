"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState, useTransition } from "react";
import { useTimeout } from "#components/ui/use-timeout.ts";

/** From when on a reading counts as one that will not end. */
const overdueMs = 10_000;

/**
 * Reads the page anew, one reading at a time: whatever is asked for during one is a single one after it, because each
 * costs the server the whole page, and only the last is ever shown. `isOverdue` says that one has not ended, so that
 * what stands on the page may be old.
 */
export function useReadAnew(): { readAnew: () => void; isOverdue: boolean } {
  const router = useRouter();
  const [isReading, startReading] = useTransition();
  const [shown, setShown] = useState(0);
  const [isOverdue, setOverdue] = useState(false);
  const asked = useRef(0);
  const isUnderWay = useRef(false);
  const isWantedAgain = useRef(false);

  const readAnew = useCallback(() => {
    isWantedAgain.current = isUnderWay.current;
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    asked.current += 1;
    startReading(() => {
      router.refresh();
      // Committed together with the page that the router has read.
      setShown(asked.current);
    });
  }, [router]);

  useEffect(() => {
    if (shown !== asked.current) return;
    isUnderWay.current = false;
    setOverdue(false);
    if (isWantedAgain.current) readAnew();
  }, [shown, readAnew]);
  useTimeout(() => setOverdue(true), isReading ? overdueMs : null);

  return { readAnew, isOverdue };
}

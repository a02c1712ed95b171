"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { serverNow } from "#components/ui/server-clock.ts";
import { Time } from "#components/ui/time.tsx";

// A browser's timer takes no more than about 24 days at once.
const longestWaitMs = 2 ** 31 - 1;

/** Until when a GO is valid; the page is read anew at that moment, because nobody else will say it. */
export function Validity({ validUntil, isOver }: { validUntil: string; isOver: boolean }) {
  const router = useRouter();
  useEffect(() => {
    const left = Date.parse(validUntil) - serverNow();
    if (isOver || left > longestWaitMs) return;
    const timer = setTimeout(() => router.refresh(), Math.max(left, 0) + 1_000);
    return () => clearTimeout(timer);
  }, [validUntil, isOver, router]);
  return (
    <p className={isOver ? "font-semibold text-breach" : undefined}>
      {isOver ? "Expired: it was valid until " : "Valid until "}
      <Time value={validUntil} show="both" withLocal />
    </p>
  );
}

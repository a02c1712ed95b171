"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const everyMs = 3_000;

/** Reads the page anew every few seconds while somebody looks at it: the other side acts at the same time. */
export function RefreshWhileVisible() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && router.refresh(), everyMs);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}

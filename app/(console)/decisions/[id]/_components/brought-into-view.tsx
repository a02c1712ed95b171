"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** Brings what has come while the page was open to the reader; where it was there from the start, nothing moves. */
export function BroughtIntoView({ isThere, children }: { isThere: boolean; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const wasThere = useRef(isThere);
  useEffect(() => {
    if (!isThere || wasThere.current) return;
    wasThere.current = true;
    const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    place.current?.scrollIntoView({ behavior: isStill ? "instant" : "smooth", block: "center" });
  }, [isThere]);
  return (
    <div ref={place} className="empty:hidden">
      {children}
    </div>
  );
}

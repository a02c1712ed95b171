"use client";

import { useEffect, useRef, useState } from "react";

type Hidden = { before: number; after: number };
const none: Hidden = { before: 0, after: 0 };

/** How many cards of a strip are cut or out of sight on each side, and how to bring them into it. */
export function useHiddenCards(count: number) {
  const strip = useRef<HTMLElement>(null);
  const [hidden, setHidden] = useState(none);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the count stands for the cards, which are looked up in the page.
  useEffect(() => {
    const seen = strip.current;
    if (!seen) return;
    const measure = () => {
      const next = cutIn(seen);
      setHidden((last) => (last.before === next.before && last.after === next.after ? last : next));
    };
    const watcher = new ResizeObserver(measure);
    watcher.observe(seen);
    seen.addEventListener("scroll", measure, { passive: true });
    return () => {
      watcher.disconnect();
      seen.removeEventListener("scroll", measure);
    };
  }, [count]);
  const turn = (side: keyof Hidden) => {
    const seen = strip.current;
    if (!seen) return;
    const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const far = Math.max(240, seen.clientWidth - 340);
    seen.scrollBy({ left: side === "before" ? -far : far, behavior: isStill ? "auto" : "smooth" });
  };
  return { strip, hidden, turn };
}

function cutIn(strip: HTMLElement): Hidden {
  const frame = strip.getBoundingClientRect();
  const cards = [...strip.querySelectorAll("li:has(> article)")].map((card) => card.getBoundingClientRect());
  return {
    before: cards.filter(({ left }) => left < frame.left - 1).length,
    after: cards.filter(({ right }) => right > frame.right + 1).length,
  };
}

"use client";

import { useEffect, useRef } from "react";

/** Keeps the height of the sticky top in a property of the page, so that whatever sticks below it knows where to stop. */
export function useRoomTop() {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const top = element.current;
    if (!top) return;
    const root = document.documentElement;
    const watcher = new ResizeObserver(() => {
      const isSticky = getComputedStyle(top).position === "sticky";
      root.style.setProperty("--room-top", isSticky ? `${top.offsetHeight}px` : "0px");
    });
    watcher.observe(top);
    return () => {
      watcher.disconnect();
      root.style.removeProperty("--room-top");
    };
  }, []);
  return element;
}

"use client";

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Shown } from "./use-line-pages.ts";

export const lineHeight = 19;
const around = 20;
const nearTheEndPx = 30;

/** Which lines are in sight. While the end is followed it stays in sight, until the reader scrolls away from it. */
export function useLineWindow(total: number, isLive: boolean) {
  const scroller = useRef<HTMLElement>(null);
  const [shown, setShown] = useState<Shown>({ from: 0, to: 60 });
  const [isFollowing, setIsFollowing] = useState(isLive);

  const measure = useCallback(() => {
    const at = scroller.current;
    if (at === null) return;
    const from = Math.max(0, Math.floor(at.scrollTop / lineHeight) - around);
    const to = Math.ceil((at.scrollTop + at.clientHeight) / lineHeight) + around;
    setShown((before) => (before.from === from && before.to === to ? before : { from, to }));
  }, []);
  useEffect(() => {
    const at = scroller.current;
    if (at === null) return;
    const resized = new ResizeObserver(measure);
    resized.observe(at);
    return () => resized.disconnect();
  }, [measure]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: total is what grows, and before the growth is painted.
  useLayoutEffect(() => {
    const at = scroller.current;
    if (at !== null && isLive && isFollowing) at.scrollTop = at.scrollHeight;
    measure();
  }, [total, isLive, isFollowing, measure]);

  const onScroll = () => {
    const at = scroller.current;
    if (at === null) return;
    setIsFollowing(at.scrollHeight - at.scrollTop - at.clientHeight < nearTheEndPx);
    measure();
  };
  const showLine = useCallback((line: number) => {
    const at = scroller.current;
    if (at !== null) at.scrollTop = Math.max(0, line * lineHeight - at.clientHeight / 3);
  }, []);
  const showEnd = () => {
    setIsFollowing(true);
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  };
  const firstInSight = () => Math.floor((scroller.current?.scrollTop ?? 0) / lineHeight);
  return { scroller, shown, isFollowing, onScroll, showLine, showEnd, firstInSight };
}

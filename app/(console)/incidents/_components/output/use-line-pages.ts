"use client";

import { useEffect, useRef, useState } from "react";
import { type LinePages, missingPages, pageLines, withLines } from "./line-pages.ts";
import type { OutputDoor } from "./output-door.ts";

/** A reader who scrolls fast passes most pages without wanting them. */
const settledMs = 80;
const againMs = 1_500;

export type Shown = { from: number; to: number };

/** Keeps the lines around what is seen: one question at a time, for what is wanted when it is asked. */
export function useLinePages(door: OutputDoor, first: LinePages, shown: Shown, total: number) {
  const [pages, setPages] = useState(first);
  const [failure, setFailure] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const isAsking = useRef(false);
  const leaving = useRef(new AbortController());
  const missing = missingPages(pages, shown.from, shown.to, total);
  const wanted = useRef(missing);
  wanted.current = missing;

  useEffect(() => {
    const left = new AbortController();
    leaving.current = left;
    isAsking.current = false;
    return () => left.abort();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn looks again, because what was wanted may have moved.
  useEffect(() => {
    if (isAsking.current || missing.length === 0) return;
    isAsking.current = true;
    const { signal } = leaving.current;
    const again = (afterMs: number) => {
      setTimeout(() => {
        if (signal.aborted) return;
        isAsking.current = false;
        setTurn((one) => one + 1);
      }, afterMs);
    };
    const ask = async () => {
      const [page, following] = wanted.current;
      if (signal.aborted || page === undefined) return again(0);
      const count = following === page + 1 ? 2 * pageLines : pageLines;
      try {
        const { from, lines } = await door.lines(page * pageLines, count, signal);
        setPages((known) => withLines(known, from, lines));
        setFailure(null);
        again(0);
      } catch (error) {
        if (signal.aborted) return;
        setFailure(error instanceof Error ? error.message : String(error));
        again(againMs);
      }
    };
    setTimeout(() => void ask(), settledMs);
  }, [missing.length, missing[0], turn, door]);
  return { pages, failure };
}

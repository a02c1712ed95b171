"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { FoundLines } from "#lib/queries/step-output.ts";
import type { OutputDoor } from "./output-door.ts";

const typedMs = 250;
const grownMs = 1_000;

/** What was found: the words that it was for, the lines, and as far as which line was looked. */
type Finding = FoundLines & { words: string; until: number };
export type Search = {
  words: string;
  setWords: (words: string) => void;
  isSearching: boolean;
  finding: Finding | null;
  failure: string | null;
  /** The place among the found lines at which the reader stands. */
  at: number | null;
  go: (by: 1 | -1) => void;
};

type Where = { total: number; firstInSight: () => number; showLine: (line: number) => void };

/** Searches on the server, which answers with line numbers; what is printed later is searched when it has come. */
export function useSearch(door: OutputDoor, { total, firstInSight, showLine }: Where): Search {
  const [words, setWords] = useState("");
  const [finding, setFinding] = useState<Finding | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const isNew = finding === null || finding.words !== words;
  const isDue = words !== "" && (isNew || finding.until < total);

  const since = isNew ? 0 : finding.until;

  const ask = useEffectEvent(async (sought: string, from: number, signal: AbortSignal) => {
    const before = from === 0 ? null : finding;
    try {
      const found = await door.search(sought, from, signal);
      const lines = [...(before?.lines ?? []), ...found.lines];
      setFinding({ words: sought, until: total, lines, total: (before?.total ?? 0) + found.total });
      setFailure(null);
      if (before !== null) return;
      const next = lines.findIndex((line) => line >= firstInSight());
      const first = lines.length === 0 ? null : Math.max(0, next);
      setAt(first);
      if (first !== null) showLine(lines[first] ?? 0);
    } catch (error) {
      if (!signal.aborted) setFailure(error instanceof Error ? error.message : String(error));
    }
  });
  useEffect(() => {
    if (!isDue) return;
    const leaving = new AbortController();
    const timer = setTimeout(() => void ask(words, since, leaving.signal), since === 0 ? typedMs : grownMs);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [isDue, words, since]);

  const go = (by: 1 | -1) => {
    const count = finding?.lines.length ?? 0;
    if (count === 0 || isNew) return;
    const next = ((at ?? 0) + by + count) % count;
    setAt(next);
    showLine(finding?.lines[next] ?? 0);
  };
  const shown = words === "" || isNew ? null : finding;
  return { words, setWords, isSearching: words !== "" && isNew, finding: shown, failure, at, go };
}

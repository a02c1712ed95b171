"use client";

import { useSearchParams } from "next/navigation";
import { useEffect } from "react";

export const panelOf = (question: string): string => `question-${question}`;

/** Brings the question that a mail's link names into view, when the page opens. */
export function useBroughtToQuestion(): void {
  const question = useSearchParams().get("question");
  useEffect(() => {
    if (question !== null) document.getElementById(panelOf(question))?.scrollIntoView({ block: "start" });
  }, [question]);
}

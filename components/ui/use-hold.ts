"use client";

import { useEffect, useRef, useState } from "react";

export type HoldPhase = "resting" | "holding" | "released" | "armed";

const armedMs = 5000;
const releasedMs = 2500;

export type Hold = {
  phase: HoldPhase;
  begin: () => void;
  cancel: () => void;
  /** A press without a hold, as a screen reader or a switch makes it: the first arms, the second confirms. */
  press: () => void;
};

export function holdWords(phase: HoldPhase, resting: string): string {
  switch (phase) {
    case "resting":
      return resting;
    case "holding":
      return "Keep holding…";
    case "released":
      return "Let go too soon: nothing was done";
    case "armed":
      return "Press again to confirm";
  }
}

export function useHold(onConfirm: () => void, holdMs: number, isBlocked: boolean): Hold {
  const [phase, setPhase] = useState<HoldPhase>("resting");
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const enter = (next: HoldPhase, thenMs?: number, then?: () => void) => {
    clearTimeout(timer.current);
    setPhase(next);
    if (thenMs !== undefined) timer.current = setTimeout(() => (then ? then() : setPhase("resting")), thenMs);
  };
  const confirm = () => {
    enter("resting");
    onConfirm();
  };
  return {
    phase,
    begin: () => {
      if (!isBlocked) enter("holding", holdMs, confirm);
    },
    cancel: () => {
      if (phase === "holding") enter("released", releasedMs);
    },
    press: () => {
      if (isBlocked) return;
      if (phase === "armed") confirm();
      else enter("armed", armedMs);
    },
  };
}

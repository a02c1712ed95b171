"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer, Asked } from "./answer.ts";
import { startVerifier, type Verifier } from "./bounded-verifier.ts";

type Outcome = Exclude<Answer, { kind: "ready" }>;
export type State =
  | { kind: "starting" }
  | { kind: "ready" }
  | { kind: "working"; name: string }
  | { kind: "told"; name: string; outcome: Outcome };

/** The verifier of this page, and what it last said. */
export function useVerifier(): { state: State; check: (name: string, asked: Asked) => void } {
  const [state, setState] = useState<State>({ kind: "starting" });
  const verifier = useRef<Verifier>(null);
  const name = useRef("");

  useEffect(() => {
    const made = startVerifier((answer) => {
      if (answer.kind !== "ready") setState({ kind: "told", name: name.current, outcome: answer });
      else setState((before) => (before.kind === "starting" ? { kind: "ready" } : before));
    });
    verifier.current = made;
    return made.end;
  }, []);

  const check = useCallback((given: string, asked: Asked) => {
    name.current = given;
    setState({ kind: "working", name: given });
    verifier.current?.check(asked);
  }, []);
  return { state, check };
}

"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Asked, Said } from "./answer.ts";
import { startVerifier, type Verifier } from "./bounded-verifier.ts";

export type State = { kind: "starting" } | { kind: "working"; name: string } | Said;

type Checking = {
  state: State;
  check: (name: string, asked: Asked) => void;
  /** What was told, or is being checked, is no answer to what the page asks now. */
  forget: () => void;
};

/** The verifier of this page, and what it last said. */
export function useVerifier(): Checking {
  const [state, setState] = useState<State>({ kind: "starting" });
  const verifier = useRef<Verifier>(null);

  useEffect(() => {
    const made = startVerifier((said) => {
      if (said.kind === "told") setState(said);
      else setState((before) => (before.kind === "starting" ? said : before));
    });
    verifier.current = made;
    return made.end;
  }, []);

  const check = useCallback((name: string, asked: Asked) => {
    setState({ kind: "working", name });
    verifier.current?.check(name, asked);
  }, []);
  const forget = useCallback(() => {
    verifier.current?.forget();
    setState((before) => (before.kind === "starting" ? before : { kind: "ready" }));
  }, []);
  return { state, check, forget };
}

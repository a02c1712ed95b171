"use client";

import { useCallback, useRef, useState } from "react";
import type { ActionState } from "#app/_action/use-action.ts";
import { type HandedIn, type HandIn, handInOf, handInOnce, isSame, type Said } from "./send-file.ts";

const nothing: ActionState = { refusal: null, error: null };

/** One upload at a time: how far it is, and what it was told. */
export function useUpload() {
  const [share, setShare] = useState<number | null>(null);
  const [state, setState] = useState(nothing);
  /** What was sent and neither recorded nor refused, as far as is known here. */
  const unanswered = useRef<HandIn | null>(null);
  const upload = useCallback(async (said: Said, file: File): Promise<HandedIn | null> => {
    const again = unanswered.current;
    const handIn = again !== null && isSame(again, said, file) ? again : handInOf(said, file);
    unanswered.current = handIn;
    setShare(0);
    const result = await handInOnce(handIn, setShare);
    setShare(null);
    if (result.ok || result.refusal) unanswered.current = null;
    setState(result.ok ? nothing : { refusal: result.refusal ?? null, error: result.error ?? null });
    return result.ok ? result.value : null;
  }, []);
  return { upload, share, told: { ...state, pending: share !== null } };
}

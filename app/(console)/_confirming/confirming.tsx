"use client";

import { type ReactNode, useCallback, useRef, useState } from "react";
import { ConfirmContext } from "#app/_action/confirm-context.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";

/** Asks whoever is signed in to confirm that it is they, when an action wants it; one dialog for all that wait. */
export function Confirming({ children }: { children: ReactNode }) {
  const waiting = useRef<((isConfirmed: boolean) => void)[]>([]);
  const [isAsking, setIsAsking] = useState(false);
  const ask = useCallback(
    () =>
      new Promise<boolean>((resolve) => {
        waiting.current.push(resolve);
        setIsAsking(true);
      }),
    [],
  );
  const tell = useCallback((isConfirmed: boolean) => {
    setIsAsking(false);
    for (const resolve of waiting.current.splice(0)) resolve(isConfirmed);
  }, []);
  return (
    <ConfirmContext value={ask}>
      {children}
      {isAsking ? <ConfirmDialog onAnswer={tell} /> : null}
    </ConfirmContext>
  );
}

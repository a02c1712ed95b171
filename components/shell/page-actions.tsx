"use client";

import { createContext, useContext, useEffect, useMemo, useState } from "react";
import type { PaletteAction } from "./palette-action.ts";

type Offer = (actions: readonly PaletteAction[]) => () => void;

export const PaletteContext = createContext<Offer>(() => () => {});

const nothing: readonly PaletteAction[] = [];

/** For the shell: what the present page offers, and the context by which it offers it. */
export function usePaletteActions() {
  const [actions, setActions] = useState<readonly PaletteAction[]>(nothing);
  const context = useMemo<Offer>(
    () => (offered) => {
      setActions(offered);
      return () => setActions((present) => (present === offered ? nothing : present));
    },
    [],
  );
  return { actions, context };
}

/** Puts a page's own actions into the palette while the page is open. Memoise the list. */
export function usePageActions(actions: readonly PaletteAction[]): void {
  const offer = useContext(PaletteContext);
  useEffect(() => offer(actions), [offer, actions]);
}

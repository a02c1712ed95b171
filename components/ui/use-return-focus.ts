"use client";

import { useRef } from "react";

/** For a dialog without a trigger of its own: focus goes back to whatever had it when the dialog opened. */
export function useReturnFocus() {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      const before = opener.current;
      if (!(before instanceof HTMLElement) || !before.isConnected) return;
      event.preventDefault();
      before.focus();
    },
  };
}

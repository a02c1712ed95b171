"use client";

import { useRef } from "react";

/** Whoever opens a dialog with a field wants to write; on a touch screen the keyboard would cover what must be read first. */
function focusFirstField(event: Event): void {
  if (window.matchMedia("(pointer: coarse)").matches || !(event.target instanceof HTMLElement)) return;
  const field = event.target.querySelector<HTMLElement>("textarea, input:not([type=radio]), select");
  if (field === null) return;
  event.preventDefault();
  field.focus();
}

/** For a dialog without a trigger of its own: focus goes back to whatever had it when the dialog opened. */
export function useReturnFocus() {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: (event: Event) => {
      opener.current = document.activeElement;
      focusFirstField(event);
    },
    onCloseAutoFocus: (event: Event) => {
      const before = opener.current;
      if (!(before instanceof HTMLElement) || !before.isConnected) return;
      event.preventDefault();
      before.focus();
    },
  };
}

"use client";

import { useEffect, useEffectEvent } from "react";

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return target.matches("input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select");
}

export type KeyOptions = {
  /** Ctrl on most machines, Cmd on a Mac. Such a key works while typing too. */
  withCommand?: boolean | undefined;
  isEnabled?: boolean | undefined;
};

/**
 * One key for one action. A bare key is ignored while a person types and while a dialog is open, because there it means
 * something else.
 */
export function useKey(key: string, act: (event: KeyboardEvent) => void, options: KeyOptions = {}): void {
  const { withCommand = false, isEnabled = true } = options;
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.repeat) return;
    if (event.key.toLowerCase() !== key.toLowerCase()) return;
    if ((event.ctrlKey || event.metaKey) !== withCommand) return;
    if (!withCommand && (isTyping(event.target) || document.querySelector('[data-dialog="open"]'))) return;
    event.preventDefault();
    act(event);
  });
  useEffect(() => {
    if (!isEnabled) return;
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [isEnabled]);
}

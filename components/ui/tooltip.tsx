"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

export function TooltipRoot({ children }: { children: ReactNode }) {
  return <Radix.Provider delayDuration={350}>{children}</Radix.Provider>;
}

export type TooltipProps = { children: ReactElement; words: ReactNode; side?: "top" | "bottom" | undefined };

/** Extra words for what already has a name; nothing that a person must read may stand only here. */
export function Tooltip({ children, words, side = "top" }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-xs rounded-m border border-line-strong bg-raised px-2.5 py-1.5 text-s text-text shadow-lift"
        >
          {words}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

"use client";

import type { ReactNode } from "react";
import { ToastRegion } from "#components/ui/toast.tsx";
import { TooltipRoot } from "#components/ui/tooltip.tsx";

/** What every screen needs once: one tooltip delay and one place where results are said. */
export function InterfaceRoot({ children }: { children: ReactNode }) {
  return (
    <TooltipRoot>
      <ToastRegion>{children}</ToastRegion>
    </TooltipRoot>
  );
}

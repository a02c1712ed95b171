"use client";

import type { ReactNode } from "react";
import { ToastRegion } from "#components/ui/toast.tsx";

/** What every screen needs once: one place where results are said. */
export function InterfaceRoot({ children }: { children: ReactNode }) {
  return <ToastRegion>{children}</ToastRegion>;
}

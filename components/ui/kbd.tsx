import { clsx } from "clsx";
import type { ReactNode } from "react";

/** A key to press. Hidden from touch screens, which have none. */
export function Kbd({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return (
    <kbd
      className={clsx(
        "figures inline-block shrink-0 whitespace-nowrap min-w-[1.6em] rounded-s border border-current/35 border-b-2 px-1 text-center text-[10.5px] leading-[1.5] pointer-coarse:hidden",
        className,
      )}
    >
      {children}
    </kbd>
  );
}

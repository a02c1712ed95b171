"use client";

import { clsx } from "clsx";
import { PanelRight, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useKey } from "#components/ui/use-key.ts";

export type RoomLayoutProps = {
  bar: ReactNode;
  clocks: ReactNode;
  /** What is owed. */
  left: ReactNode;
  /** The timeline. */
  centre: ReactNode;
  /** Poll, run, evidence, baseline: behind one tap where three columns do not fit. */
  right: ReactNode;
  footer: ReactNode;
  rightLabel?: string | undefined;
};

/** Keeps the height of the sticky top in a property of the page, so that whatever sticks below it knows where to stop. */
function useRoomTop() {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const top = element.current;
    if (!top) return;
    const root = document.documentElement;
    const watcher = new ResizeObserver(() => root.style.setProperty("--room-top", `${top.offsetHeight}px`));
    watcher.observe(top);
    return () => {
      watcher.disconnect();
      root.style.removeProperty("--room-top");
    };
  }, []);
  return element;
}

const stuck =
  "lg:sticky lg:top-(--room-top,150px) lg:max-h-[calc(100dvh-var(--room-top,150px)-30px)] lg:overflow-y-auto lg:pt-4 lg:pb-6";

/** The war room: bar and clocks in sight at all times, three columns where they fit, one where not. */
export function RoomLayout(props: RoomLayoutProps) {
  const { rightLabel = "Decision, run and evidence" } = props;
  const top = useRoomTop();
  const [isRightOpen, setIsRightOpen] = useState(false);
  return (
    <div className="pb-10 max-lg:pb-24">
      <div
        ref={top}
        className="top-0 z-20 border-line border-b bg-ground px-3 pt-2.5 pb-2.5 md:px-5 [@media(min-height:560px)]:sticky"
      >
        {props.bar}
        <div className="mt-2.5">{props.clocks}</div>
      </div>
      <main
        id="content"
        tabIndex={-1}
        className="grid gap-x-5 px-3 outline-none max-lg:pt-4 md:grid-cols-[300px_minmax(0,1fr)] md:items-start md:px-5 lg:grid-cols-[316px_minmax(0,1fr)_364px]"
      >
        <div className={clsx("min-w-0", stuck)}>{props.left}</div>
        <div className="min-w-0 lg:pt-4">{props.centre}</div>
        <SideColumn label={rightLabel} isOpen={isRightOpen} onClose={() => setIsRightOpen(false)}>
          {props.right}
        </SideColumn>
      </main>
      <div className="fixed right-3 bottom-10 z-20 lg:hidden">
        <Button
          onClick={() => setIsRightOpen(true)}
          className="bg-raised! shadow-lift"
          aria-expanded={isRightOpen}
        >
          <PanelRight aria-hidden className="size-4" /> {rightLabel}
        </Button>
      </div>
      {props.footer}
    </div>
  );
}

type SideColumnProps = { label: string; isOpen: boolean; onClose: () => void; children: ReactNode };

function SideColumn({ label, isOpen, onClose, children }: SideColumnProps) {
  const column = useRef<HTMLElement>(null);
  useKey("Escape", onClose, { isEnabled: isOpen });
  useEffect(() => {
    if (!isOpen) return;
    const before = document.activeElement;
    column.current?.focus();
    return () => (before instanceof HTMLElement ? before.focus() : undefined);
  }, [isOpen]);
  return (
    <aside
      ref={column}
      tabIndex={-1}
      aria-label={label}
      className={clsx(
        "min-w-0 outline-none",
        stuck,
        isOpen
          ? "max-lg:fixed max-lg:inset-0 max-lg:z-30 max-lg:overflow-y-auto max-lg:bg-ground max-lg:p-3"
          : "max-lg:hidden",
      )}
    >
      <div className="mb-3 flex items-center justify-between lg:hidden">
        <p className="font-semibold text-l">{label}</p>
        <Button onClick={onClose} size="s">
          <X aria-hidden className="size-4" /> Back to the room
        </Button>
      </div>
      {children}
    </aside>
  );
}

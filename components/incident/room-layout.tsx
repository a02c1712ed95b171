"use client";

import { clsx } from "clsx";
import { ChevronDown, PanelRight, X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useKey } from "#components/ui/use-key.ts";
import { useRoomTop } from "./use-room-top.ts";

export type RoomLayoutProps = {
  bar: ReactNode;
  clocks: ReactNode;
  /** What this person owes. */
  owed: ReactNode;
  /** What others owe and who is here: folded away on a phone. */
  others?: ReactNode | undefined;
  timeline: ReactNode;
  /** Poll, run, evidence, baseline: behind one tap where three columns do not fit. */
  side: ReactNode;
  footer: ReactNode;
  othersLabel?: string | undefined;
  sideLabel?: string | undefined;
};

const stuck =
  "lg:sticky lg:top-(--room-top,150px) lg:max-h-[calc(100dvh-var(--room-top,150px)-30px)] lg:overflow-y-auto lg:pt-4 lg:pb-6";

const columns =
  "grid gap-x-5 px-3 max-lg:pt-4 md:grid-cols-[300px_minmax(0,1fr)] md:items-start md:px-5 lg:grid-cols-[316px_minmax(0,1fr)_364px]";

/** The war room: bar and clocks in sight at all times, three columns where they fit, one where not. */
export function RoomLayout(props: RoomLayoutProps) {
  const { othersLabel = "Others owe, and who is here", sideLabel = "Decision, run and evidence" } = props;
  const top = useRoomTop();
  const [isSideOpen, setIsSideOpen] = useState(false);
  return (
    <div className="pb-10 max-lg:pb-28">
      <main id="content" tabIndex={-1} className="outline-none">
        <div
          ref={top}
          className="top-0 z-20 border-line border-b bg-ground px-3 pt-2.5 pb-2.5 md:px-5 [@media(min-height:560px)]:sticky"
        >
          {props.bar}
          <div className="mt-2.5 empty:hidden">{props.clocks}</div>
        </div>
        <div className={columns}>
          <div className={clsx("-mx-px min-w-0 px-px", stuck)}>
            {props.owed}
            {props.others ? <Folded label={othersLabel}>{props.others}</Folded> : null}
          </div>
          <div className="min-w-0 lg:pt-4">{props.timeline}</div>
          <SideColumn label={sideLabel} isOpen={isSideOpen} onClose={() => setIsSideOpen(false)}>
            {props.side}
          </SideColumn>
        </div>
      </main>
      <SideOpener label={sideLabel} isOpen={isSideOpen} onOpen={() => setIsSideOpen(true)} />
      {props.footer}
    </div>
  );
}

function SideOpener({ label, isOpen, onOpen }: { label: string; isOpen: boolean; onOpen: () => void }) {
  return (
    <nav
      aria-label="Rest of the room"
      className="fixed inset-x-0 bottom-[31px] z-20 border-line border-t bg-ground px-3 py-1.5 lg:hidden"
    >
      <Button onClick={onOpen} className="w-full bg-raised!" aria-expanded={isOpen}>
        <PanelRight aria-hidden className="size-4" /> {label}
      </Button>
    </nav>
  );
}

function Folded({ label, children }: { label: string; children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Button
        variant="quiet"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
        className="mb-4 w-full md:hidden"
      >
        {label} <ChevronDown aria-hidden className={clsx("size-4", isOpen && "rotate-180")} />
      </Button>
      <div id={id} className={clsx(!isOpen && "max-md:hidden")}>
        {children}
      </div>
    </>
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

"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";
import { buttonClass } from "./button.tsx";
import { type Tone, toneSurface } from "./tone.ts";
import { ToneIcon } from "./tone-icon.tsx";
import { useTimeout } from "./use-timeout.ts";

export type Said = {
  title: string;
  tone?: Tone | undefined;
  /** What was recorded, or which rule refused it, with a link to the clause where there is one. */
  detail?: ReactNode | undefined;
};

type Kept = Said & { id: number };
const SayContext = createContext<(said: Said) => void>(() => {});
const mostAtOnce = 4;
const readingMs = 8000;

/** Says in words what happened. A refusal or failure stays until dismissed. */
export function useSay(): (said: Said) => void {
  return useContext(SayContext);
}

export function ToastRegion({ children }: { children: ReactNode }) {
  const [kept, setKept] = useState<readonly Kept[]>([]);
  const nextId = useRef(1);
  const say = useCallback((said: Said) => {
    const id = nextId.current++;
    setKept((before) => [...before.slice(1 - mostAtOnce), { ...said, id }]);
  }, []);
  const dismiss = useCallback((id: number) => setKept((before) => before.filter((one) => one.id !== id)), []);
  return (
    <SayContext value={say}>
      {children}
      <section
        aria-label="Messages"
        aria-live="polite"
        // Above an open dialog, because its buttons stand at the bottom and a message must never lie over them.
        className="pointer-events-none fixed right-3 bottom-11 max-lg:bottom-[92px] left-3 z-50 ml-auto flex max-w-sm flex-col gap-2 md:right-5 [body:has([data-dialog])_&]:top-2 [body:has([data-dialog])_&]:bottom-auto"
      >
        {kept.map((one) => (
          <Toast key={one.id} said={one} onDismiss={() => dismiss(one.id)} />
        ))}
      </section>
    </SayContext>
  );
}

function Toast({ said, onDismiss }: { said: Kept; onDismiss: () => void }) {
  const tone = said.tone ?? "neutral";
  const [isRead, setIsRead] = useState(false);
  const stays = tone === "breach" || tone === "risk";
  useTimeout(onDismiss, stays || isRead ? null : readingMs);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a message only keeps it longer; dismissing is the button.
    <div
      onPointerEnter={() => setIsRead(true)}
      onPointerLeave={() => setIsRead(false)}
      onFocus={() => setIsRead(true)}
      onBlur={() => setIsRead(false)}
      className={clsx(
        "pointer-events-auto flex gap-2.5 rounded-m border px-3 py-2.5 shadow-lift",
        toneSurface[tone],
      )}
    >
      <ToneIcon tone={tone} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{said.title}</p>
        {said.detail ? <div className="text-s text-soft">{said.detail}</div> : null}
      </div>
      <button
        type="button"
        aria-label="Dismiss"
        onClick={onDismiss}
        className={clsx(buttonClass("quiet", "s"), "self-start")}
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}

"use client";

import { clsx } from "clsx";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useRef } from "react";
import { buttonClass } from "./button.tsx";
import { Kbd } from "./kbd.tsx";
import { type Hold, holdWords, useHold } from "./use-hold.ts";

export type HoldButtonProps = {
  children: string;
  /** What will happen, to what, and how it is undone. Shown under the button and read with it. */
  consequence: ReactNode;
  onConfirm: () => void;
  holdMs?: number | undefined;
  keyLabel?: string | undefined;
  variant?: "stop" | "go" | undefined;
  isPending?: boolean | undefined;
  pendingLabel?: string | undefined;
  disabled?: boolean | undefined;
  className?: string | undefined;
};

const isHoldKey = (event: KeyboardEvent) => event.key === " " || event.key === "Enter";

function useHoldEvents(hold: Hold) {
  const isKeyDown = useRef(false);
  const release = () => {
    isKeyDown.current = false;
    hold.cancel();
  };
  return {
    onPointerDown: (event: { button: number }) => event.button === 0 && hold.begin(),
    onPointerUp: release,
    onPointerLeave: release,
    onPointerCancel: release,
    onBlur: release,
    onKeyDown: (event: KeyboardEvent) => {
      if (!isHoldKey(event)) return;
      event.preventDefault();
      if (event.repeat || isKeyDown.current) return;
      isKeyDown.current = true;
      hold.begin();
    },
    onKeyUp: (event: KeyboardEvent) => {
      if (!isHoldKey(event)) return;
      event.preventDefault();
      release();
    },
    onContextMenu: (event: MouseEvent) => event.preventDefault(),
    onClick: (event: MouseEvent) => event.detail === 0 && hold.press(),
  };
}

/**
 * Press and hold: pointer, or Space or Enter held down. Assistive technology that can only press gets two presses
 * instead, the second within five seconds.
 */
export function HoldButton(props: HoldButtonProps) {
  const { children, consequence, onConfirm, holdMs = 1200, variant = "stop", isPending, disabled } = props;
  const hold = useHold(onConfirm, holdMs, isPending === true || disabled === true);
  const events = useHoldEvents(hold);
  const consequenceId = useId();
  return (
    <div className={props.className}>
      <button
        type="button"
        {...events}
        disabled={disabled}
        aria-disabled={isPending || undefined}
        aria-busy={isPending || undefined}
        aria-describedby={consequenceId}
        className={clsx(buttonClass(variant, "l", disabled), "w-full touch-none overflow-hidden")}
      >
        <HoldFill isHeld={hold.phase === "holding"} holdMs={holdMs} />
        <span className="relative flex items-center gap-2">
          {isPending ? (props.pendingLabel ?? "At work…") : holdWords(hold.phase, children)}
          {props.keyLabel && hold.phase === "resting" && !isPending ? <Kbd>{props.keyLabel}</Kbd> : null}
        </span>
      </button>
      <div id={consequenceId} className="mt-1.5 text-s text-soft">
        {consequence}
      </div>
      <p role="status" className="sr-only">
        {hold.phase === "armed" ? "Press again within five seconds to confirm." : ""}
      </p>
    </div>
  );
}

function HoldFill({ isHeld, holdMs }: { isHeld: boolean; holdMs: number }) {
  return (
    <span
      aria-hidden
      className="absolute inset-0 origin-left bg-current/25 transition-transform ease-linear motion-reduce:hidden"
      style={{ transform: `scaleX(${isHeld ? 1 : 0})`, transitionDuration: `${isHeld ? holdMs : 120}ms` }}
    />
  );
}

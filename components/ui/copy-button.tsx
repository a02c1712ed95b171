"use client";

import { clsx } from "clsx";
import { Check, Copy, X } from "lucide-react";
import { useState } from "react";
import { buttonClass } from "./button.tsx";
import { useTimeout } from "./use-timeout.ts";

export type CopyButtonProps = {
  text: string;
  /** What is copied, for example "digest". */
  what: string;
  /** Shows the word beside the icon. */
  hasWord?: boolean | undefined;
  className?: string | undefined;
};

type Outcome = "none" | "copied" | "refused";

/** A page without a secure origin has no clipboard: then the person is told to select the text. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function CopyButton({ text, what, hasWord = false, className }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>("none");
  useTimeout(() => setOutcome("none"), outcome === "none" ? null : 2500);
  const words = {
    none: `Copy ${what}`,
    copied: `Copied ${what}`,
    refused: "The browser refused: select and copy it",
  };
  const Icon = { none: Copy, copied: Check, refused: X }[outcome];
  return (
    <button
      type="button"
      title={words[outcome]}
      aria-label={words.none}
      onClick={async () => setOutcome((await copy(text)) ? "copied" : "refused")}
      className={clsx(buttonClass("quiet", "s"), !hasWord && "-my-1 min-h-6! px-1!", className)}
    >
      <Icon aria-hidden className="size-3.5" />
      {hasWord ? words[outcome] : null}
      <span role="status" className="sr-only">
        {outcome === "none" ? "" : words[outcome]}
      </span>
    </button>
  );
}

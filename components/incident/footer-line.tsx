"use client";

import { clsx } from "clsx";
import { LoaderCircle, Radio, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { Digest } from "#components/ui/digest.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Ago, Time } from "#components/ui/time.tsx";
import { type Tone, toneText } from "#components/ui/tone.ts";

export type Connection = "live" | "reconnecting" | "offline";

export type FooterLineProps = {
  connection: Connection;
  renderedAt: string;
  lastEventAt?: string | undefined;
  head?: { digest: string; sequence: number } | undefined;
  /** Up to which entry a signed tree head outside the database vouches for the log. */
  anchor?: { seq: number; size: number; root: string; at: string } | null | undefined;
  verifyHref?: string | undefined;
  onKeys?: (() => void) | undefined;
};

const states: Record<Connection, { tone: Tone; word: string; Icon: typeof Radio; meaning: string }> = {
  live: { tone: "met", word: "Live", Icon: Radio, meaning: "Changes arrive by themselves" },
  reconnecting: {
    tone: "risk",
    word: "Reconnecting",
    Icon: LoaderCircle,
    meaning: "The connection broke; it is being tried again and nothing will be missing",
  },
  offline: {
    tone: "breach",
    word: "Offline",
    Icon: WifiOff,
    meaning: "No connection; what you see may be old",
  },
};

/** Whether this screen can be believed: live or not, how old, and the chain's head. */
export function FooterLine(props: FooterLineProps) {
  const { connection, renderedAt, lastEventAt, head, anchor, verifyHref, onKeys } = props;
  const { tone, word, Icon, meaning } = states[connection];
  return (
    <footer className="fixed inset-x-0 bottom-0 z-20 flex items-center gap-x-4 border-line border-t bg-ground px-3 py-1 text-faint text-xs md:px-5">
      <p
        role="status"
        title={meaning}
        className={clsx("flex shrink-0 items-center gap-1.5 font-semibold", toneText[tone])}
      >
        <Icon
          aria-hidden
          strokeWidth={2.4}
          className={clsx(
            "size-3.5",
            connection === "reconnecting" && "animate-spin motion-reduce:animate-none",
          )}
        />
        {word}
      </p>
      {lastEventAt ? (
        <Part>
          <span className="max-sm:hidden">last event </span>
          <Ago value={lastEventAt} renderedAt={renderedAt} />
        </Part>
      ) : null}
      {head ? <Head head={head} /> : null}
      {anchor ? <Anchor anchor={anchor} /> : null}
      {verifyHref ? (
        <a href={verifyHref} className="link shrink-0 py-1">
          Verify
        </a>
      ) : null}
      {onKeys ? (
        <button
          type="button"
          onClick={onKeys}
          className="ml-auto min-h-6 shrink-0 hover:text-text pointer-coarse:hidden"
        >
          <Kbd>?</Kbd> keys
        </button>
      ) : null}
    </footer>
  );
}

function Head({ head }: { head: NonNullable<FooterLineProps["head"]> }) {
  return (
    <Part className="figures flex min-w-0 items-center gap-1.5">
      <span className="max-sm:hidden">head</span> <Digest value={head.digest} what="chain head" />
      <span className="max-sm:hidden">· entry {head.sequence}</span>
    </Part>
  );
}

function Anchor({ anchor: { seq, size, root, at } }: { anchor: NonNullable<FooterLineProps["anchor"]> }) {
  return (
    <Part className="figures flex min-w-0 items-center gap-1.5 max-lg:hidden">
      anchored to entry {seq} at <Time value={at} /> · tree of {size} <Digest value={root} what="tree head" />
    </Part>
  );
}

function Part({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return <span className={clsx("whitespace-nowrap", className)}>{children}</span>;
}

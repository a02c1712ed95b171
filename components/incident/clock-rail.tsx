"use client";

import { useEffect, useRef, useState } from "react";
import { observeServerTime, useServerNow } from "#components/ui/server-clock.ts";
import { ClockCard } from "./clock-card.tsx";
import { type ClockView, orderClocks, readClock } from "./clock-face.ts";
import { RailEdge } from "./rail-edge.tsx";
import { useHiddenCards } from "./use-hidden-cards.ts";

export type ClockRailProps = {
  clocks: readonly ClockView[];
  renderedAt: string;
  now?: number | undefined;
  /** Opens all that is known of a clock. */
  onOpen?: ((id: string) => void) | undefined;
};

const stripLook = "scroll-strip snap-x snap-proximity scroll-px-12 px-3 md:px-5";

/** Every clock of the incident, soonest due first. Scrolls sideways where they do not fit, and says so. */
export function ClockRail({ clocks, renderedAt, now, onOpen }: ClockRailProps) {
  useEffect(() => observeServerTime(renderedAt), [renderedAt]);
  const { strip, hidden, turn } = useHiddenCards(clocks.length);
  if (clocks.length === 0) return null;
  return (
    <div className="relative -mx-3 md:-mx-5">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must reach what it has to scroll. */}
      <section ref={strip} aria-label="Clocks" tabIndex={0} className={stripLook}>
        <ul className="grid auto-cols-[minmax(82%,1fr)] grid-flow-col gap-2.5 p-px sm:auto-cols-[minmax(264px,1fr)]">
          {orderClocks(clocks).map((clock) => (
            <li key={clock.id} className="snap-start">
              <ClockCard clock={clock} renderedAt={renderedAt} now={now} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      </section>
      <RailEdge side="before" count={hidden.before} onTurn={turn} />
      <RailEdge side="after" count={hidden.after} onTurn={turn} />
      <ThresholdVoice clocks={clocks} renderedAt={renderedAt} now={now} />
    </div>
  );
}

/** Speaks only when a clock changes its state, never with each second. */
function ThresholdVoice({ clocks, renderedAt, now }: ClockRailProps) {
  const live = useServerNow(renderedAt);
  const before = useRef<Map<string, string> | null>(null);
  const [said, setSaid] = useState("");
  const words = clocks.map((clock) => [clock, readClock(clock, now ?? live).word] as const);
  const signature = words.map(([clock, word]) => `${clock.id}=${word}`).join("|");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the words, which are new objects at each tick.
  useEffect(() => {
    const known = before.current;
    before.current = new Map(words.map(([clock, word]) => [clock.id, word]));
    if (known === null) return;
    const changed = words.filter(([clock, word]) => known.get(clock.id) !== word);
    if (changed.length > 0) setSaid(changed.map(([clock, word]) => `${clock.title}: ${word}`).join(". "));
  }, [signature]);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}

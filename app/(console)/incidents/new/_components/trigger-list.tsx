"use client";

import { clsx } from "clsx";
import { Search } from "lucide-react";
import { type KeyboardEvent, useId, useRef } from "react";
import { RuleLink } from "#components/incident/rule-link.tsx";
import { SeverityBadge } from "#components/incident/severity-badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { useKey } from "#components/ui/use-key.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { severityTone } from "../../_components/view/severity.ts";

type Trigger = ProtocolPack["triggers"][string];

export function matchingTriggers(pack: ProtocolPack, wanted: string): [string, Trigger][] {
  const words = wanted.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return Object.entries(pack.triggers).filter(([id, trigger]) => {
    const text = [id, trigger.title, trigger.detection, trigger.evidence, trigger.requires.summary]
      .join(" ")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

type TriggerListProps = {
  pack: ProtocolPack;
  search: string;
  onSearch: (search: string) => void;
  chosen: string | null;
  onChoose: (trigger: string) => void;
};

/** What can be seen, as cards. Typing narrows them; Enter takes the first. */
export function TriggerList({ pack, search, onSearch, chosen, onChoose }: TriggerListProps) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useKey("/", () => input.current?.focus());
  const shown = matchingTriggers(pack, search);
  const takeFirst = (event: KeyboardEvent) => {
    const first = shown[0];
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || first === undefined) return;
    event.preventDefault();
    onChoose(first[0]);
  };
  return (
    <section aria-label="What did you see?">
      <label htmlFor={id} className="mb-1.5 block font-semibold text-l">
        What did you see?
      </label>
      <div className="relative mb-2">
        <Search aria-hidden className="absolute top-1/2 left-3 size-4 -translate-y-1/2 text-faint" />
        <input
          ref={input}
          id={id}
          type="search"
          value={search}
          placeholder="Search: envelope, outage, latency …"
          onChange={(event) => onSearch(event.target.value)}
          onKeyDown={takeFirst}
          className="min-h-11 w-full rounded-m border border-edge bg-plate pr-10 pl-9 text-m placeholder:text-faint"
        />
        <Kbd className="absolute top-1/2 right-3 -translate-y-1/2 text-faint">/</Kbd>
      </div>
      {shown.length === 0 ? (
        <EmptyState title="Nothing in this protocol has these words">
          Look in another protocol, or take what comes nearest: the severity can be raised.
        </EmptyState>
      ) : (
        <div role="radiogroup" aria-label="What was seen" className="grid gap-2 sm:grid-cols-2">
          {shown.map(([trigger, described]) => (
            <TriggerCard
              key={trigger}
              pack={pack}
              trigger={described}
              isChosen={chosen === trigger}
              onChoose={() => onChoose(trigger)}
            />
          ))}
        </div>
      )}
    </section>
  );
}

type TriggerCardProps = { pack: ProtocolPack; trigger: Trigger; isChosen: boolean; onChoose: () => void };

function TriggerCard({ pack, trigger, isChosen, onChoose }: TriggerCardProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a card that is pressed once, found by its role; a hidden radio would need two controls for it.
    <button
      type="button"
      role="radio"
      aria-checked={isChosen}
      onClick={onChoose}
      className={clsx(
        "grid content-start gap-1 rounded-m border bg-plate px-3 py-2.5 text-left hover:bg-hover",
        isChosen ? "border-accent ring-1 ring-accent" : "border-line-strong",
      )}
    >
      <span className="flex items-start justify-between gap-2">
        <span className="font-semibold">{trigger.title}</span>
        <SeverityBadge
          label={trigger.minimumSeverity}
          tone={severityTone(pack, trigger.minimumSeverity)}
          meaning="At least this severe"
        />
      </span>
      {trigger.detection ? <span className="text-s text-soft">{trigger.detection}</span> : null}
      {trigger.rule ? <RuleLink rule={{ id: trigger.rule }} /> : null}
    </button>
  );
}

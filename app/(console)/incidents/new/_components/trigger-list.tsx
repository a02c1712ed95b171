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

/** A search looks through every protocol, the chosen one first; without one only the chosen one shows. */
export function foundTriggers(packs: readonly ProtocolPack[], chosen: ProtocolPack, search: string) {
  const others = search.trim() === "" ? [] : packs.filter((pack) => pack.id !== chosen.id);
  return [chosen, ...others]
    .map((pack) => ({ pack, triggers: matchingTriggers(pack, search) }))
    .filter(({ triggers }) => triggers.length > 0);
}

type TriggerListProps = {
  packs: readonly ProtocolPack[];
  pack: ProtocolPack;
  search: string;
  onSearch: (search: string) => void;
  chosen: string | null;
  onChoose: (trigger: string, packId: string) => void;
};

/** What can be seen, as cards. Typing narrows them; Enter takes the first. */
export function TriggerList({ packs, pack, search, onSearch, chosen, onChoose }: TriggerListProps) {
  const found = foundTriggers(packs, pack, search);
  const takeFirst = () => {
    const first = found[0];
    const trigger = first?.triggers[0];
    if (first !== undefined && trigger !== undefined) onChoose(trigger[0], first.pack.id);
  };
  return (
    <section aria-label="What did you see?">
      <TriggerSearch search={search} onSearch={onSearch} onEnter={takeFirst} />
      {found.length === 0 ? (
        <EmptyState title="No protocol has these words">
          Use fewer words, or take what comes nearest: the severity can be raised.
        </EmptyState>
      ) : (
        <div role="radiogroup" aria-label="What was seen" className="grid gap-2">
          {found.map((one) => (
            <div key={one.pack.id} className="grid gap-2 sm:grid-cols-2">
              {one.pack.id === pack.id ? null : (
                <p className="eyebrow mt-2 sm:col-span-2">In {one.pack.title}</p>
              )}
              {one.triggers.map(([trigger, described]) => (
                <TriggerCard
                  key={trigger}
                  pack={one.pack}
                  trigger={described}
                  isChosen={one.pack.id === pack.id && chosen === trigger}
                  onChoose={() => onChoose(trigger, one.pack.id)}
                />
              ))}
            </div>
          ))}
        </div>
      )}
    </section>
  );
}

type TriggerSearchProps = { search: string; onSearch: (search: string) => void; onEnter: () => void };

function TriggerSearch({ search, onSearch, onEnter }: TriggerSearchProps) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useKey("/", () => input.current?.focus());
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onEnter();
  };
  return (
    <>
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
          onKeyDown={onKeyDown}
          className="min-h-11 w-full rounded-m border border-edge bg-plate pr-10 pl-9 text-m placeholder:text-faint"
        />
        <Kbd className="absolute top-1/2 right-3 -translate-y-1/2 text-faint">/</Kbd>
      </div>
    </>
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

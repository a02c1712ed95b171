"use client";

import { clsx } from "clsx";
import { CircleCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Remaining } from "#components/ui/remaining.tsx";
import { useServerNow } from "#components/ui/server-clock.ts";
import { type Tone, toneText } from "#components/ui/tone.ts";
import { useKey } from "#components/ui/use-key.ts";
import { RuleLink, type RuleRef } from "./rule-link.tsx";

export type OwedAction =
  | { kind: "button"; label: string; onPress: () => void; isPending?: boolean | undefined }
  | { kind: "link"; label: string; href: string };

export type Owed = {
  id: string;
  title: string;
  detail: ReactNode;
  rule?: RuleRef | undefined;
  dueAt?: string | undefined;
  tone?: Tone | undefined;
  action?: OwedAction | undefined;
};

export type OwedCardProps = {
  owed: Owed;
  renderedAt: string;
  /** "1" to "9"; the list gives it and listens to it. */
  keyLabel?: string | undefined;
  isFirst?: boolean | undefined;
};

function Act({ action, isFirst }: { action: OwedAction; isFirst: boolean }) {
  const variant = isFirst ? "go" : "plain";
  if (action.kind === "link") {
    return (
      <ButtonLink href={action.href} variant={variant}>
        {action.label}
      </ButtonLink>
    );
  }
  return (
    <Button variant={variant} isPending={action.isPending} onClick={action.onPress}>
      {action.label}
    </Button>
  );
}

type TimeLeftProps = { dueAt: string; tone: Tone; title: string; renderedAt: string };

/** What is past due says so in a word, and not by its colour alone. */
function TimeLeft({ dueAt, tone, title, renderedAt }: TimeLeftProps) {
  const isOverdue = Date.parse(dueAt) <= useServerNow(renderedAt);
  return (
    <span className={clsx("font-semibold text-s", toneText[isOverdue ? "breach" : tone])}>
      {isOverdue ? "overdue " : null}
      <Remaining dueAt={dueAt} renderedAt={renderedAt} label={`Time left: ${title}`} />
    </span>
  );
}

/** One thing owed, why, until when, and the one action that pays it. */
export function OwedCard({ owed, renderedAt, keyLabel, isFirst = false }: OwedCardProps) {
  return (
    <article
      aria-label={owed.title}
      className={clsx(
        "rounded-m border bg-plate px-3 py-2.5",
        isFirst ? "border-accent ring-1 ring-accent" : "border-line",
      )}
    >
      <div className="flex items-baseline gap-3">
        <h3 className="min-w-0 flex-1 font-semibold">{owed.title}</h3>
        {owed.dueAt ? (
          <TimeLeft dueAt={owed.dueAt} tone={owed.tone ?? "run"} title={owed.title} renderedAt={renderedAt} />
        ) : null}
      </div>
      <p className="mt-0.5 text-s text-soft">
        {owed.detail} {owed.rule ? <RuleLink rule={owed.rule} /> : null}
      </p>
      {owed.action ? (
        <div className="mt-2 flex items-center gap-2">
          <Act action={owed.action} isFirst={isFirst} />
          {keyLabel ? <Kbd className="text-soft">{keyLabel}</Kbd> : null}
        </div>
      ) : null}
    </article>
  );
}

function PressByKey({ keyLabel, action }: { keyLabel: string; action: OwedAction }) {
  const router = useRouter();
  useKey(keyLabel, () => {
    if (action.kind === "link") router.push(action.href);
    else if (!action.isPending) action.onPress();
  });
  return null;
}

export type OwedListProps = { items: readonly Owed[]; renderedAt: string; title?: string | undefined };

/** What this person owes now, soonest first; the keys 1 to 9 press the actions. */
export function OwedList({ items, renderedAt, title = "You owe now" }: OwedListProps) {
  return (
    <Panel
      title={title}
      aside={items.length > 0 ? <span className="figures">{items.length}</span> : undefined}
    >
      {items.length === 0 ? (
        <EmptyState title="Nothing is owed by you" icon={CircleCheck}>
          When the protocol asks something of you, it stands here with its deadline and one button.
        </EmptyState>
      ) : (
        <ol className="grid gap-2">
          {items.map((owed, index) => (
            <li key={owed.id}>
              <OwedCard
                owed={owed}
                renderedAt={renderedAt}
                isFirst={index === 0}
                keyLabel={index < 9 && owed.action ? String(index + 1) : undefined}
              />
              {index < 9 && owed.action ? (
                <PressByKey keyLabel={String(index + 1)} action={owed.action} />
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

"use client";

import { RuleLink } from "#components/incident/rule-link.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { Confirmation } from "#lib/domain/rollback/confirmations.ts";

type TypedConfirmationsProps = {
  asked: readonly Confirmation[];
  typed: Readonly<Record<string, string>>;
  onType: (step: string, words: string) => void;
};

/** What cannot be undone is not started by a held button alone: its words are typed. */
export function TypedConfirmations({ asked, typed, onType }: TypedConfirmationsProps) {
  if (asked.length === 0) return null;
  return (
    <Banner tone="risk" title="What cannot be taken back is typed out">
      <div className="grid gap-3">
        {asked.map(({ step, title, rule, says }) => (
          <TextField
            key={step}
            label={
              <>
                {title}: type <span className="figures select-all">{says}</span>{" "}
                {rule === null ? null : <RuleLink rule={{ id: rule }} />}
              </>
            }
            isRequired
            autoComplete="off"
            value={typed[step] ?? ""}
            onChange={(event) => onType(step, event.target.value)}
          />
        ))}
      </div>
    </Banner>
  );
}

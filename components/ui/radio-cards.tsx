"use client";

import { clsx } from "clsx";
import { type ReactNode, useId } from "react";
import { FieldError, type FieldWords } from "./field.tsx";

export type RadioCard = {
  value: string;
  label: ReactNode;
  /** What choosing it means. */
  detail?: ReactNode | undefined;
  end?: ReactNode | undefined;
  /** Why it cannot be chosen; the card stays legible. */
  refusedBecause?: ReactNode | undefined;
};

export type RadioCardsProps = FieldWords & {
  name: string;
  cards: readonly RadioCard[];
  value: string | null;
  onChange: (value: string) => void;
  columns?: 1 | 2 | 3 | undefined;
  className?: string | undefined;
};

const grids = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-2 lg:grid-cols-3" } as const;

/** A choice of one where each possibility deserves a sentence. Plain radio buttons underneath. */
export function RadioCards(props: RadioCardsProps) {
  const { label, hint, error, isRequired, name, cards, value, onChange, columns = 1, className } = props;
  const id = useId();
  return (
    <fieldset
      aria-describedby={clsx(hint && `${id}-hint`, error && `${id}-error`) || undefined}
      className={clsx("min-w-0", className)}
    >
      <legend className="mb-1 font-medium text-s">{label}</legend>
      {hint ? (
        <p id={`${id}-hint`} className="mb-2 text-faint text-s">
          {hint}
        </p>
      ) : null}
      <div className={clsx("grid gap-2", grids[columns])}>
        {cards.map((card) => (
          <Choice
            key={card.value}
            card={card}
            name={name}
            isRequired={isRequired === true}
            isChosen={value === card.value}
            onChoose={() => onChange(card.value)}
          />
        ))}
      </div>
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    </fieldset>
  );
}

type ChoiceProps = {
  card: RadioCard;
  name: string;
  isRequired: boolean;
  isChosen: boolean;
  onChoose: () => void;
};

function Choice({ card, name, isRequired, isChosen, onChoose }: ChoiceProps) {
  const id = useId();
  const isRefused = Boolean(card.refusedBecause);
  return (
    <label
      className={clsx(
        "flex gap-2.5 rounded-m border bg-plate px-3 py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-accent",
        isChosen ? "border-accent ring-1 ring-accent" : "border-line-strong",
        isRefused ? "border-dashed" : "hover:bg-hover",
      )}
    >
      <input
        type="radio"
        name={name}
        value={card.value}
        required={isRequired}
        checked={isChosen}
        disabled={isRefused}
        onChange={onChoose}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-detail`}
        className="mt-[3px] size-4 shrink-0 accent-accent outline-none"
      />
      <span className="min-w-0 flex-1">
        <span id={`${id}-label`} className={clsx("block font-semibold", isRefused && "text-faint")}>
          {card.label}
        </span>
        <span id={`${id}-detail`} className="block text-s text-soft">
          {card.detail}
          {card.refusedBecause ? <span className="block text-faint">{card.refusedBecause}</span> : null}
        </span>
      </span>
      {card.end ? <span className="shrink-0 text-s text-soft">{card.end}</span> : null}
    </label>
  );
}

"use client";

import { clsx } from "clsx";
import { type InputHTMLAttributes, type Ref, useId } from "react";
import { FieldError, type FieldWords, wire } from "./field.tsx";

export type CheckboxProps = FieldWords &
  Omit<InputHTMLAttributes<HTMLInputElement>, "required" | "type"> & {
    ref?: Ref<HTMLInputElement> | undefined;
  };

export function Checkbox({ label, hint, error, isRequired, className, ...control }: CheckboxProps) {
  const ownId = useId();
  const id = control.id ?? ownId;
  return (
    <div className={clsx("min-w-0", className)}>
      <div className="flex items-start gap-2.5">
        <input
          type="checkbox"
          {...control}
          {...wire(id, { label, hint, error, isRequired })}
          className="mt-[3px] size-4 shrink-0 accent-accent"
        />
        <label htmlFor={id} className="min-h-6 text-m">
          {label}
        </label>
      </div>
      {hint ? (
        <p id={`${id}-hint`} className="mt-0.5 ml-[26px] text-faint text-s">
          {hint}
        </p>
      ) : null}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    </div>
  );
}

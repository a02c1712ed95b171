"use client";

import { clsx } from "clsx";
import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react";
import { controlClass, Field, type FieldWords, wire } from "./field.tsx";

type Words = FieldWords & { fieldClassName?: string | undefined };

function split<Props extends Words>(props: Props) {
  const { label, hint, error, isRequired, fieldClassName, ...control } = props;
  return { words: { label, hint, error, isRequired }, fieldClassName, control };
}

export type TextFieldProps = Words &
  Omit<InputHTMLAttributes<HTMLInputElement>, "required"> & { ref?: Ref<HTMLInputElement> | undefined };

export function TextField(props: TextFieldProps) {
  const ownId = useId();
  const { words, fieldClassName, control } = split(props);
  const id = control.id ?? ownId;
  return (
    <Field id={id} {...words} className={fieldClassName}>
      <input
        type="text"
        {...control}
        {...wire(id, words)}
        className={clsx(controlClass, control.className)}
      />
    </Field>
  );
}

export type TextAreaProps = Words &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "required"> & {
    ref?: Ref<HTMLTextAreaElement> | undefined;
  };

export function TextArea(props: TextAreaProps) {
  const ownId = useId();
  const { words, fieldClassName, control } = split(props);
  const id = control.id ?? ownId;
  return (
    <Field id={id} {...words} className={fieldClassName}>
      <textarea
        rows={3}
        {...control}
        {...wire(id, words)}
        className={clsx(controlClass, "field-sizing-content max-h-[60vh] min-h-18", control.className)}
      />
    </Field>
  );
}

export type Option = { value: string; label: string; isDisabled?: boolean | undefined };
export type SelectProps = Words &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, "required" | "children"> & {
    options: readonly Option[];
    placeholder?: string | undefined;
    ref?: Ref<HTMLSelectElement> | undefined;
  };

/** The platform's own select: best on a phone, complete with a keyboard. */
export function Select({ options, placeholder, ...props }: SelectProps): ReactNode {
  const ownId = useId();
  const { words, fieldClassName, control } = split(props);
  const id = control.id ?? ownId;
  return (
    <Field id={id} {...words} className={fieldClassName}>
      <select
        {...control}
        {...wire(id, words)}
        className={clsx(controlClass, "min-h-[34px]", control.className)}
      >
        {placeholder ? <option value="">{placeholder}</option> : null}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.isDisabled}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

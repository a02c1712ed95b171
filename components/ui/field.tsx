import { clsx } from "clsx";
import { CircleX } from "lucide-react";
import type { ReactNode } from "react";

export type FieldWords = {
  label: ReactNode;
  hint?: ReactNode | undefined;
  /** What was wrong, what was expected and which rule refused; an empty string counts as none. */
  error?: ReactNode | undefined;
  isRequired?: boolean | undefined;
};

export type Wiring = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  required: boolean | undefined;
};

/** The ids and states that tie a control to its label, hint and error. */
export function wire(id: string, words: FieldWords): Wiring {
  const described = [words.hint ? `${id}-hint` : "", words.error ? `${id}-error` : ""]
    .filter(Boolean)
    .join(" ");
  return {
    id,
    "aria-describedby": described === "" ? undefined : described,
    "aria-invalid": words.error ? true : undefined,
    required: words.isRequired,
  };
}

export const controlClass =
  "w-full rounded-m border border-edge bg-plate px-3 py-1.5 text-m text-text placeholder:text-faint disabled:border-dashed disabled:text-faint aria-invalid:border-breach pointer-coarse:min-h-11";

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="mt-1 flex items-start gap-1.5 text-breach text-s">
      <CircleX aria-hidden className="mt-[3px] size-3.5 shrink-0" />
      <span>{children}</span>
    </p>
  );
}

export type FieldProps = FieldWords & { id: string; children: ReactNode; className?: string | undefined };

/** Label, control, hint and error in their order. The control takes `wire(id, words)`. */
export function Field({ id, label, hint, error, isRequired, children, className }: FieldProps) {
  return (
    <div className={clsx("min-w-0", className)}>
      <label htmlFor={id} className="mb-1 block font-medium text-s">
        {label}
        {isRequired === false ? <span className="font-normal text-faint"> (optional)</span> : null}
      </label>
      {children}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-faint text-s">
          {hint}
        </p>
      ) : null}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    </div>
  );
}

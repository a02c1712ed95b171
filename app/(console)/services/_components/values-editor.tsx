"use client";

import { Plus, X } from "lucide-react";
import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { controlClass } from "#components/ui/field.tsx";

export type ValueRow = { id: number; name: string; value: string };

export const rowsOf = (values: Record<string, string>): ValueRow[] =>
  Object.entries(values).map(([name, value], id) => ({ id, name, value }));

/** Rows without a name are not there yet. */
export const valuesOf = (rows: readonly ValueRow[]): Record<string, string> =>
  Object.fromEntries(
    rows.filter(({ name }) => name.trim() !== "").map(({ name, value }) => [name.trim(), value.trim()]),
  );

/** The name that stands twice, or null: of two values under one name only one would be kept. */
export function repeatedName(rows: readonly ValueRow[]): string | null {
  const names = rows.map(({ name }) => name.trim()).filter((name) => name !== "");
  return names.find((name, index) => names.indexOf(name) !== index) ?? null;
}

type ValuesEditorProps = {
  label: string;
  hint?: string | undefined;
  rows: ValueRow[];
  onRows: (rows: ValueRow[]) => void;
};

/** Values by name, a row each. */
export function ValuesEditor({ label, hint, rows, onRows }: ValuesEditorProps) {
  const id = useId();
  const set = (row: ValueRow, change: Partial<ValueRow>) =>
    onRows(rows.map((one) => (one.id === row.id ? { ...one, ...change } : one)));
  const add = () =>
    onRows([...rows, { id: Math.max(-1, ...rows.map((row) => row.id)) + 1, name: "", value: "" }]);
  return (
    <fieldset aria-describedby={hint ? id : undefined}>
      <legend className="mb-1 font-medium text-s">{label}</legend>
      {hint ? (
        <p id={id} className="mb-2 text-faint text-s">
          {hint}
        </p>
      ) : null}
      <div className="grid gap-2">
        {rows.map((row, index) => (
          <div key={row.id} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-center gap-2">
            <input
              aria-label={`Name of value ${index + 1}`}
              value={row.name}
              placeholder="release"
              onChange={(event) => set(row, { name: event.target.value })}
              className={controlClass}
            />
            <input
              aria-label={row.name === "" ? `Value ${index + 1}` : `Value of ${row.name}`}
              value={row.value}
              required={row.name.trim() !== ""}
              onChange={(event) => set(row, { value: event.target.value })}
              className={`${controlClass} figures`}
            />
            <Button
              variant="quiet"
              size="s"
              aria-label={`Leave out ${row.name || `value ${index + 1}`}`}
              onClick={() => onRows(rows.filter((one) => one.id !== row.id))}
            >
              <X aria-hidden className="size-4" />
            </Button>
          </div>
        ))}
      </div>
      <Button size="s" className="mt-2" onClick={add}>
        <Plus aria-hidden className="size-3.5" /> Add a value
      </Button>
    </fieldset>
  );
}

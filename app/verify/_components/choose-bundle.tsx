"use client";

import { clsx } from "clsx";
import { type DragEvent, useState } from "react";
import { Field, wire } from "#components/ui/field.tsx";

const words = {
  label: "Bundle",
  hint: "A file that ends with .bundle.zip, as the console exported it. Choose it, or drop it here.",
};

const field = wire("bundle", words);

/** Where the bundle is chosen, or dropped. */
export function ChooseBundle({ isReady, onChosen }: { isReady: boolean; onChosen: (file: File) => void }) {
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined) onChosen(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (isReady) take(event.dataTransfer.files);
  };
  return (
    <section
      aria-label="The bundle to check"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={clsx(
        "rounded-m border border-dashed bg-plate px-4 py-5",
        isOver ? "border-accent" : "border-edge",
      )}
    >
      <Field id="bundle" {...words}>
        <input
          {...field}
          type="file"
          disabled={!isReady}
          // Because the same file may be chosen again, and the browser would call it no change.
          onClick={({ currentTarget }) => {
            currentTarget.value = "";
          }}
          onChange={({ target }) => take(target.files)}
          className="block w-full text-s text-soft file:mr-3 file:min-h-8 file:rounded-m file:border file:border-line-strong file:bg-transparent file:px-3 file:py-1 file:text-m file:text-text pointer-coarse:file:min-h-11"
        />
      </Field>
    </section>
  );
}

"use client";

import { Button } from "#components/ui/button.tsx";
import { TextArea } from "#components/ui/text-field.tsx";

const mostBytes = 1024 * 1024;

type TrustedKeysProps = {
  keys: string;
  error: string | null;
  canCheck: boolean;
  onChange: (keys: string) => void;
  onCheck: (keys: string) => void;
};

/** The keys to trust, pasted or from a file: they come from the console's people, never from the bundle. */
export function TrustedKeys({ keys, error, canCheck, onChange, onCheck }: TrustedKeysProps) {
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    const text = file.size > mostBytes ? `${file.name} is larger than ${mostBytes} bytes` : await file.text();
    onChange(text);
    onCheck(text);
  };
  return (
    <section aria-label="Trusted keys" className="space-y-2">
      <TextArea
        label="Keys that you trust"
        isRequired={false}
        hint="Lines that begin with ed25519, as “holdpoint keys” prints them. Get them from the console's people by another way than the bundle: without them nothing says who made it."
        error={error === null ? undefined : `The trusted keys cannot be read: ${error}.`}
        rows={2}
        spellCheck={false}
        className="font-mono text-s"
        value={keys}
        onChange={({ target }) => onChange(target.value)}
      />
      <div className="flex flex-wrap items-center gap-3">
        <label className="text-s text-soft">
          Or a file of them:{" "}
          <input
            type="file"
            onClick={({ currentTarget }) => {
              currentTarget.value = "";
            }}
            onChange={({ target }) => read(target.files?.[0])}
            className="max-w-full text-s file:mr-2 file:rounded-m file:border file:border-line-strong file:bg-transparent file:px-2 file:py-0.5 file:text-text"
          />
        </label>
        {canCheck ? <Button onClick={() => onCheck(keys)}>Check with these keys</Button> : null}
      </div>
    </section>
  );
}

"use client";

import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { useKey } from "#components/ui/use-key.ts";

export type KeyHint = { keys: readonly string[]; what: string };
export type KeyGroup = { title: string; hints: readonly KeyHint[] };

export const everywhereKeys: KeyGroup = {
  title: "Everywhere",
  hints: [
    { keys: ["Ctrl", "K"], what: "All actions (Cmd on a Mac)" },
    { keys: ["?"], what: "These keys" },
    { keys: ["Esc"], what: "Close, or leave a field" },
  ],
};

export const roomKeys: KeyGroup = {
  title: "In the war room",
  hints: [
    { keys: ["1"], what: "First thing you owe; 2 to 9 for the next" },
    { keys: ["N"], what: "Write a note" },
    { keys: ["/"], what: "Search the timeline" },
    { keys: ["Ctrl", "Enter"], what: "Record the note" },
  ],
};

export type KeyboardHelpProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  groups: readonly KeyGroup[];
};

/** Which keys do what. The question mark opens it. */
export function KeyboardHelp({ isOpen, onOpenChange, groups }: KeyboardHelpProps) {
  useKey("?", () => onOpenChange(true));
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Keys"
      description="Bare keys rest while you type."
    >
      <div className="grid gap-5 sm:grid-cols-2">
        {groups.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3 className="eyebrow mb-1.5">{group.title}</h3>
            <dl>
              {group.hints.map((hint) => (
                <div
                  key={hint.what}
                  className="flex items-baseline gap-3 border-line border-b py-1.5 last:border-b-0"
                >
                  <dt className="flex w-24 shrink-0 gap-1">
                    {hint.keys.map((key) => (
                      <Kbd key={key} className="pointer-coarse:inline-block!">
                        {key}
                      </Kbd>
                    ))}
                  </dt>
                  <dd className="text-s text-soft">{hint.what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog as Radix } from "radix-ui";
import { Kbd } from "#components/ui/kbd.tsx";
import { useKey } from "#components/ui/use-key.ts";
import { useReturnFocus } from "#components/ui/use-return-focus.ts";
import { groupActions, type PaletteAction } from "./palette-action.ts";

export type CommandPaletteProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  actions: readonly PaletteAction[];
};

/** Every action by its name. Ctrl or Cmd with K opens and closes it from anywhere. */
export function CommandPalette({ isOpen, onOpenChange, actions }: CommandPaletteProps) {
  useKey("k", () => onOpenChange(!isOpen), { withCommand: true });
  const returnFocus = useReturnFocus();
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <div data-dialog="open" className="fixed inset-0 z-40 bg-shade p-3 md:pt-[12vh]">
          <Radix.Content
            {...returnFocus}
            aria-describedby={undefined}
            className="mx-auto flex max-h-[70dvh] max-w-xl flex-col overflow-hidden rounded-l border border-line-strong bg-raised shadow-lift outline-none"
          >
            <Radix.Title className="sr-only">Actions</Radix.Title>
            <Body actions={actions} onDone={() => onOpenChange(false)} />
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Body({ actions, onDone }: { actions: readonly PaletteAction[]; onDone: () => void }) {
  const router = useRouter();
  const run = (action: PaletteAction) => {
    onDone();
    if (action.kind === "open") router.push(action.href);
    else action.onSelect();
  };
  return (
    <Command label="Actions" loop className="flex min-h-0 flex-col">
      <div className="flex items-center gap-2.5 border-line border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-faint" />
        <Command.Input
          placeholder="What do you want to do?"
          className="min-h-12 w-full bg-transparent text-l outline-none placeholder:text-faint"
        />
        <Kbd className="text-faint">Esc</Kbd>
      </div>
      <Command.List className="min-h-0 overflow-y-auto overscroll-contain p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-soft">No action has these words.</Command.Empty>
        {groupActions(actions).map(([group, members]) => (
          <Command.Group
            key={group}
            heading={group}
            className="**:[[cmdk-group-heading]]:eyebrow **:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1"
          >
            {members.map((action) => (
              <Choice key={action.id} action={action} onChoose={() => run(action)} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function Choice({ action, onChoose }: { action: PaletteAction; onChoose: () => void }) {
  const Icon = action.icon;
  return (
    <Command.Item
      value={action.id}
      keywords={[action.title, action.group, ...(action.keywords ?? [])]}
      disabled={action.refusedBecause !== undefined}
      onSelect={onChoose}
      className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-s px-2.5 py-1.5 data-[disabled=true]:cursor-default data-[selected=true]:bg-hover pointer-coarse:min-h-11"
    >
      {Icon ? (
        <Icon aria-hidden className="size-4 shrink-0 text-soft" />
      ) : (
        <span className="size-4 shrink-0" />
      )}
      <span className="min-w-0 flex-1">
        <span className={action.refusedBecause ? "text-faint" : undefined}>{action.title}</span>
        {action.refusedBecause ? (
          <span className="block text-faint text-s">{action.refusedBecause}</span>
        ) : null}
      </span>
      {action.keyLabel ? <Kbd className="text-soft">{action.keyLabel}</Kbd> : null}
    </Command.Item>
  );
}

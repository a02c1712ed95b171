"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { buttonClass } from "./button.tsx";
import { useReturnFocus } from "./use-return-focus.ts";

export type DialogProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  /** One sentence under the title: what this is about or what will happen. */
  description?: ReactNode | undefined;
  children: ReactNode;
  /** Buttons, the safe one first. They stay in sight while the content scrolls. */
  actions?: ReactNode | undefined;
  size?: "m" | "l" | undefined;
  className?: string | undefined;
};

/*
 * Radix's own overlay brings a style element of its own, which the content policy refuses without a nonce; the shade is
 * therefore ours, and globals.css stops the page from scrolling while a dialog is open.
 */
export function Dialog(props: DialogProps) {
  const { isOpen, onOpenChange, title, description, children, actions, size = "m", className } = props;
  const returnFocus = useReturnFocus();
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <div
          data-dialog="open"
          className="fixed inset-0 z-40 flex bg-shade p-3 max-md:items-end md:items-center"
        >
          <Radix.Content
            {...returnFocus}
            {...(description ? {} : { "aria-describedby": undefined })}
            // A tap beside it, on a message above all, must not throw away what was typed.
            onInteractOutside={(event) => event.preventDefault()}
            className={clsx(
              "mx-auto flex max-h-full w-full flex-col overflow-hidden rounded-l border border-line-strong bg-raised shadow-lift outline-none",
              size === "m" ? "max-w-xl" : "max-w-4xl",
              className,
            )}
          >
            <DialogHead title={title} description={description} />
            <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
            {actions ? (
              <div className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{actions}</div>
            ) : null}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

function DialogHead({ title, description }: { title: string; description: ReactNode }) {
  return (
    <div className="flex items-start gap-3 border-line border-b px-5 py-3">
      <div className="min-w-0 flex-1">
        <Radix.Title className="font-semibold text-l">{title}</Radix.Title>
        {description ? (
          <Radix.Description className="text-s text-soft">{description}</Radix.Description>
        ) : null}
      </div>
      <Radix.Close aria-label="Close" className={buttonClass("quiet", "s")}>
        <X aria-hidden className="size-4" />
      </Radix.Close>
    </div>
  );
}

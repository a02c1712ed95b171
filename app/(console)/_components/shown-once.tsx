"use client";

import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

export type ShownOnceProps = {
  title: string;
  description: string;
  value: string;
  /** "link", "secret". */
  what: string;
  children: ReactNode;
  onClose: () => void;
};

/** A secret that the console keeps only sealed or as a digest: it is gone when this closes. */
export function ShownOnce({ title, description, value, what, children, onClose }: ShownOnceProps) {
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={title}
      description={description}
      actions={<Button onClick={onClose}>I have kept it</Button>}
    >
      <p className="figures select-all break-all rounded-m border border-line-strong bg-ground px-3 py-2.5">
        {value}
      </p>
      <CopyButton text={value} what={what} hasWord className="mt-2" />
      <p className="mt-3">{children}</p>
      <p className="mt-2 text-soft">This {what} is shown only now.</p>
    </Dialog>
  );
}

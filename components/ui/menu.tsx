"use client";

import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";
import Link from "next/link";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { Kbd } from "./kbd.tsx";

export type MenuItem =
  | {
      kind: "action";
      id: string;
      label: string;
      icon?: LucideIcon;
      keyLabel?: string;
      isStop?: boolean;
      onSelect: () => void;
    }
  | { kind: "link"; id: string; label: string; icon?: LucideIcon; href: string }
  | { kind: "note"; id: string; content: ReactNode }
  | { kind: "line"; id: string };

export type MenuProps = {
  /** The button that opens it; it must accept a ref and props. */
  trigger: ReactElement;
  label: string;
  items: readonly MenuItem[];
  align?: "start" | "end" | undefined;
};

const itemClass =
  "flex min-h-8 w-full cursor-pointer select-none items-center gap-2.5 rounded-s px-2.5 py-1.5 text-m outline-none data-highlighted:bg-hover pointer-coarse:min-h-11";

/** Not modal, because Radix's modal menu brings a style element that the content policy refuses. */
export function Menu({ trigger, label, items, align = "end" }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 min-w-52 rounded-m border border-line-strong bg-raised p-1 shadow-lift"
        >
          {items.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Item({ item }: { item: MenuItem }) {
  switch (item.kind) {
    case "line":
      return <Radix.Separator className="my-1 h-px bg-line" />;
    case "note":
      return <Radix.Label className="px-2.5 py-1.5 text-s text-soft">{item.content}</Radix.Label>;
    case "link":
      return (
        <Radix.Item asChild className={itemClass}>
          <Link href={item.href}>
            <Words icon={item.icon} label={item.label} />
          </Link>
        </Radix.Item>
      );
    case "action":
      return (
        <Radix.Item onSelect={item.onSelect} className={clsx(itemClass, item.isStop && "text-breach")}>
          <Words icon={item.icon} label={item.label} />
          {item.keyLabel ? <Kbd className="ml-auto">{item.keyLabel}</Kbd> : null}
        </Radix.Item>
      );
  }
}

function Words({ icon: Icon, label }: { icon: LucideIcon | undefined; label: string }) {
  return (
    <>
      {Icon ? <Icon aria-hidden className="size-4 text-soft" /> : null}
      {label}
    </>
  );
}

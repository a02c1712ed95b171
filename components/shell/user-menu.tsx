"use client";

import { clsx } from "clsx";
import { Keyboard, LogOut, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";
import { Monogram } from "#components/ui/monogram.tsx";
import { applyTheme, type Theme } from "./theme.ts";

export type ShellPerson = {
  name: string;
  email: string;
  /** "Incident commander", "Producer lead". */
  role?: string | undefined;
};

export type UserMenuProps = {
  person: ShellPerson;
  /** The theme the server rendered. */
  theme: Theme;
  onSignOut: () => void;
  onKeys: () => void;
  more?: readonly MenuItem[] | undefined;
  /** How many words wait for this person inside the menu. */
  unread?: number | undefined;
};

export function UserMenu({
  person,
  theme: rendered,
  onSignOut,
  onKeys,
  more = [],
  unread = 0,
}: UserMenuProps) {
  const [theme, setTheme] = useState(rendered);
  const other: Theme = theme === "dark" ? "light" : "dark";
  const turn = () => {
    applyTheme(other);
    setTheme(other);
  };
  const items: MenuItem[] = [
    { kind: "note", id: "who", content: <Who person={person} /> },
    { kind: "line", id: "line-1" },
    ...more,
    {
      kind: "action",
      id: "theme",
      label: `Use the ${other} theme`,
      icon: other === "light" ? Sun : Moon,
      onSelect: turn,
    },
    { kind: "action", id: "keys", label: "Keys", icon: Keyboard, keyLabel: "?", onSelect: onKeys },
    { kind: "line", id: "line-2" },
    { kind: "action", id: "sign-out", label: "Sign out", icon: LogOut, onSelect: onSignOut },
  ];
  return (
    <Menu
      label="You"
      items={items}
      trigger={
        <button type="button" className={clsx(buttonClass("quiet", "m"), "max-lg:px-1.5!")}>
          <Monogram name={person.name} />
          <span className="max-w-40 truncate max-lg:hidden" aria-hidden>
            {person.name}
          </span>
          <Unread count={unread} />
        </button>
      }
    />
  );
}

function Unread({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="figures min-w-5 rounded-full bg-accent px-1.5 text-center font-semibold text-accent-ink text-xs leading-5 max-lg:-mt-4 max-lg:-ml-3">
      <span aria-hidden>{count > 99 ? "99+" : count}</span>
      <span className="sr-only">, {count} new in the inbox</span>
    </span>
  );
}

function Who({ person }: { person: ShellPerson }) {
  return (
    <>
      <span className="block font-semibold text-m text-text">{person.name}</span>
      <span className="block">{person.email}</span>
      {person.role ? <span className="block">{person.role}</span> : null}
    </>
  );
}

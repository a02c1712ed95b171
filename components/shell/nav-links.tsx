"use client";

import { clsx } from "clsx";
import {
  BookOpen,
  Boxes,
  Globe,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Siren,
  Users,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { activeHref, type LinkIcon, type ShellLink } from "./links.ts";

export const linkIcons: Record<LinkIcon, LucideIcon> = {
  board: LayoutDashboard,
  declare: Siren,
  checkpoints: ListChecks,
  services: Boxes,
  people: Users,
  protocols: BookOpen,
  status: Globe,
};

export function Wordmark() {
  return (
    <Link
      href="/"
      aria-label="Holdpoint, board"
      className="flex shrink-0 items-center gap-2 rounded-s font-semibold"
    >
      <svg viewBox="0 0 20 20" aria-hidden="true" className="size-5 text-accent" fill="currentColor">
        <path d="M2 2h3.4v16H2zM14.6 2H18v16h-3.4z" />
        <circle cx="10" cy="10" r="2.6" />
      </svg>
      <span className="max-md:hidden">Holdpoint</span>
    </Link>
  );
}

/** The main ways through the console; on a phone the words give way to icons, except for declaring. */
export function NavLinks({ links }: { links: readonly ShellLink[] }) {
  const active = activeHref(links, usePathname());
  return (
    <nav aria-label="Main" className="scroll-strip min-w-0">
      <ul className="flex items-center gap-0.5">
        {links.map((link) => (
          <li key={link.href}>
            <NavLink link={link} isActive={active === link.href} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NavLink({ link, isActive }: { link: ShellLink; isActive: boolean }) {
  const Icon = linkIcons[link.icon];
  return (
    <Link
      href={link.href}
      aria-current={isActive ? "page" : undefined}
      title={link.label}
      className={clsx(
        "flex min-h-8 items-center gap-1.5 whitespace-nowrap rounded-m px-1.5 md:px-2.5 pointer-coarse:min-h-11",
        isActive ? "bg-hover font-semibold text-text" : "text-soft hover:bg-hover hover:text-text",
        link.isDeclare && !isActive && "text-breach!",
      )}
    >
      <Icon aria-hidden className={clsx("size-4 shrink-0", !link.isDeclare && "md:hidden")} />
      <span className={clsx(!link.isDeclare && "max-md:sr-only")}>{link.label}</span>
    </Link>
  );
}

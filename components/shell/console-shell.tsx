"use client";

import { FlaskConical, Search } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { MenuItem } from "#components/ui/menu.tsx";
import { CommandPalette } from "./command-palette.tsx";
import { everywhereKeys, KeyboardHelp, type KeyGroup, roomKeys } from "./keyboard-help.tsx";
import { defaultLinks, type ShellLink } from "./links.ts";
import { linkIcons, NavLinks, Wordmark } from "./nav-links.tsx";
import { PaletteContext, usePaletteActions } from "./page-actions.tsx";
import type { PaletteAction } from "./palette-action.ts";
import type { Theme } from "./theme.ts";
import { type ShellPerson, UserMenu } from "./user-menu.tsx";

export type ConsoleShellProps = {
  children: ReactNode;
  person: ShellPerson;
  theme: Theme;
  onSignOut: () => void;
  links?: readonly ShellLink[] | undefined;
  /** Actions open from everywhere; a page adds its own with `usePageActions`. */
  actions?: readonly PaletteAction[] | undefined;
  keyGroups?: readonly KeyGroup[] | undefined;
  menuItems?: readonly MenuItem[] | undefined;
  unread?: number | undefined;
  /** What a person must know about a demonstration, such as by which factor its clocks run faster. */
  demonstration?: ReactNode | undefined;
};

const defaultKeys = [everywhereKeys, roomKeys];

/** The frame of every signed-in screen. Its bar scrolls away; a room's own bar stays. */
export function ConsoleShell(props: ConsoleShellProps) {
  const { links = defaultLinks, keyGroups = defaultKeys, actions = [] } = props;
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const page = usePaletteActions();
  const offered = useMemo(
    () => [...page.actions, ...actions, ...linkActions(links)],
    [page.actions, actions, links],
  );
  const openHelp = () => setIsHelpOpen(true);
  return (
    <PaletteContext value={page.context}>
      <header>
        {props.demonstration ? <DemonstrationBanner>{props.demonstration}</DemonstrationBanner> : null}
        <div className="flex items-center gap-2 border-line border-b px-3 py-1.5 md:gap-4 md:px-5">
          <Wordmark />
          <NavLinks links={links} />
          <div className="ml-auto flex items-center gap-1.5">
            <Button
              variant="plain"
              onClick={() => setIsPaletteOpen(true)}
              aria-label="Actions"
              className="max-lg:px-2!"
            >
              <Search aria-hidden className="size-4 lg:hidden" />
              <span className="max-lg:hidden">Actions</span>{" "}
              <Kbd className="text-soft max-lg:hidden">Ctrl K</Kbd>
            </Button>
            <UserMenu
              person={props.person}
              theme={props.theme}
              onSignOut={props.onSignOut}
              onKeys={openHelp}
              more={props.menuItems}
              unread={props.unread}
            />
          </div>
        </div>
      </header>
      {props.children}
      <CommandPalette isOpen={isPaletteOpen} onOpenChange={setIsPaletteOpen} actions={offered} />
      <KeyboardHelp isOpen={isHelpOpen} onOpenChange={setIsHelpOpen} groups={keyGroups} />
    </PaletteContext>
  );
}

function linkActions(links: readonly ShellLink[]): PaletteAction[] {
  return links.map((link) => ({
    kind: "open",
    id: `go-${link.href}`,
    title: link.label,
    group: "Go to",
    icon: linkIcons[link.icon],
    href: link.href,
  }));
}

function DemonstrationBanner({ children }: { children: ReactNode }) {
  return (
    <div
      role="note"
      className="flex items-center gap-2.5 border-risk/50 border-b bg-risk-bg px-3 py-1 text-s md:px-5"
    >
      <FlaskConical aria-hidden className="size-4 shrink-0 text-risk" />
      <p>
        <b className="font-semibold text-risk">Demonstration.</b> {children}
      </p>
    </div>
  );
}

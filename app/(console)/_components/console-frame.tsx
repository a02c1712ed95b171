"use client";

import { KeyRound, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { ConsoleShell, type ConsoleShellProps } from "#components/shell/console-shell.tsx";
import type { MenuItem } from "#components/ui/menu.tsx";
import { useSignOut } from "../../(auth)/sign-out/use-sign-out.ts";

type ConsoleFrameProps = Pick<ConsoleShellProps, "person" | "theme"> & {
  mailboxUrl: string | null;
  isDemonstration: boolean;
  isAdministrator: boolean;
  children: ReactNode;
};

const settingsItems = (isAdministrator: boolean): MenuItem[] => [
  { kind: "link", id: "security", label: "Security", icon: ShieldCheck, href: "/settings/security" },
  ...(isAdministrator
    ? [{ kind: "link", id: "tokens", label: "Tokens", icon: KeyRound, href: "/settings/tokens" } as const]
    : []),
  { kind: "line", id: "line-settings" },
];

/** The shell of every signed-in screen, with the way out. */
export function ConsoleFrame(props: ConsoleFrameProps) {
  const { person, theme, mailboxUrl, isDemonstration, isAdministrator, children } = props;
  const { signOut } = useSignOut();
  return (
    <ConsoleShell
      person={person}
      theme={theme}
      onSignOut={signOut}
      menuItems={settingsItems(isAdministrator)}
      demonstration={isDemonstration ? <AboutDemonstration mailboxUrl={mailboxUrl} /> : undefined}
    >
      {children}
    </ConsoleShell>
  );
}

function AboutDemonstration({ mailboxUrl }: { mailboxUrl: string | null }) {
  return (
    <>
      The shop is real and a rollback really changes it
      {mailboxUrl === null ? (
        "."
      ) : (
        <>
          ; notices arrive in{" "}
          <a href={mailboxUrl} className="link" target="_blank" rel="noreferrer">
            this mailbox
          </a>
          .
        </>
      )}
    </>
  );
}

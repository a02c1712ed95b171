"use client";

import { Bell, Inbox, KeyRound, ShieldCheck, Webhook } from "lucide-react";
import type { ReactNode } from "react";
import { ConsoleShell, type ConsoleShellProps } from "#components/shell/console-shell.tsx";
import type { MenuItem } from "#components/ui/menu.tsx";
import { useSignOut } from "../../(auth)/sign-out/use-sign-out.ts";
import { WorkerWatch } from "./worker-watch.tsx";

type ConsoleFrameProps = Pick<ConsoleShellProps, "person" | "theme"> & {
  mailboxUrl: string | null;
  isDemonstration: boolean;
  unread: number;
  children: ReactNode;
};

const settingsItems = (unread: number): MenuItem[] => [
  {
    kind: "link",
    id: "inbox",
    label: unread === 0 ? "Inbox" : `Inbox, ${unread} new`,
    icon: Inbox,
    href: "/inbox",
  },
  { kind: "link", id: "notifications", label: "Notifications", icon: Bell, href: "/settings/notifications" },
  { kind: "link", id: "channels", label: "Channels", icon: Webhook, href: "/settings/channels" },
  { kind: "link", id: "security", label: "Security", icon: ShieldCheck, href: "/settings/security" },
  { kind: "link", id: "tokens", label: "Tokens", icon: KeyRound, href: "/settings/tokens" },
  { kind: "line", id: "line-settings" },
];

/** The shell of every signed-in screen, with the way out. */
export function ConsoleFrame(props: ConsoleFrameProps) {
  const { person, theme, mailboxUrl, isDemonstration, unread, children } = props;
  const { signOut } = useSignOut();
  return (
    <ConsoleShell
      person={person}
      theme={theme}
      onSignOut={signOut}
      menuItems={settingsItems(unread)}
      unread={unread}
      demonstration={isDemonstration ? <AboutDemonstration mailboxUrl={mailboxUrl} /> : undefined}
    >
      <WorkerWatch>{children}</WorkerWatch>
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

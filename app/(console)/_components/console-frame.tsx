"use client";

import type { ReactNode } from "react";
import { ConsoleShell, type ConsoleShellProps } from "#components/shell/console-shell.tsx";
import { useSignOut } from "../../(auth)/sign-out/use-sign-out.ts";

type ConsoleFrameProps = Pick<ConsoleShellProps, "person" | "theme"> & {
  mailboxUrl: string | null;
  isDemonstration: boolean;
  children: ReactNode;
};

/** The shell of every signed-in screen, with the way out. */
export function ConsoleFrame({ person, theme, mailboxUrl, isDemonstration, children }: ConsoleFrameProps) {
  const { signOut } = useSignOut();
  return (
    <ConsoleShell
      person={person}
      theme={theme}
      onSignOut={signOut}
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

import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { parseTheme, themeCookie } from "#components/shell/theme.ts";
import { requireViewer } from "#lib/auth/session/index.ts";
import { settings } from "#lib/platform/env.ts";
import { unreadOf } from "#lib/queries/inbox.ts";
import { ConsoleFrame } from "./_components/console-frame.tsx";
import { Confirming } from "./_confirming/confirming.tsx";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const [viewer, jar] = await Promise.all([requireViewer(), cookies()]);
  const unread = await unreadOf(viewer);
  const { demo, mailboxUrl } = settings();
  const person = { name: viewer.name, email: viewer.email, role: viewer.roles.join(", ") || undefined };
  return (
    <ConsoleFrame
      person={person}
      theme={parseTheme(jar.get(themeCookie)?.value)}
      mailboxUrl={mailboxUrl ?? null}
      isDemonstration={demo === true}
      unread={unread}
    >
      <Confirming>{children}</Confirming>
    </ConsoleFrame>
  );
}

import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "#components/shell/page.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card, Panel } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { type InboxLine, readInbox } from "#lib/queries/inbox.ts";
import { MarkRead } from "./_components/mark-read.tsx";

export const metadata: Metadata = { title: "Inbox" };

export default async function InboxPage() {
  const viewer = await requireViewer();
  const { messages, unread, readAt } = await readInbox(viewer);
  return (
    <Page
      title="Inbox"
      description="What the console had to say to you, whatever became of mail and chat. That it lies here counts as having reached nobody."
      width="reading"
      actions={
        <>
          <ButtonLink href="/settings/notifications">Notifications</ButtonLink>
          {unread === 0 ? null : <MarkRead until={readAt} />}
        </>
      }
    >
      <Panel title="What you were told" aside={unread === 0 ? undefined : `${unread} new`}>
        {messages.length === 0 ? (
          <EmptyState title="Nothing yet" icon={Inbox}>
            Notices, escalations and calls that name you are kept here, and what waits for your signature.
          </EmptyState>
        ) : (
          <Card>
            <ul>
              {messages.map((message) => (
                <MessageRow key={message.id} message={message} />
              ))}
            </ul>
          </Card>
        )}
      </Panel>
    </Page>
  );
}

const kinds: Record<InboxLine["kind"], string> = {
  notice: "Notice",
  reminder: "Reminder",
  escalation: "Escalation",
  news: "News of a rollback",
  call: "Call",
  decision: "Decision",
};

function MessageRow({ message }: { message: InboxLine }) {
  const { kind, place, title, at, readAt } = message;
  return (
    <li className="flex items-start gap-3 border-line border-b px-3 py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className={readAt === null ? "font-semibold" : "text-soft"}>{title}</p>
        <p className="text-s text-soft">
          {kinds[kind]} ·{" "}
          <Link className="link figures" href={place.address}>
            {place.title}
          </Link>{" "}
          · <Time value={at} show="both" className="font-sans!" />
        </p>
      </div>
      {readAt === null ? <Badge tone="run">New</Badge> : null}
    </li>
  );
}

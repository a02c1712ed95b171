import { Inbox, Store } from "lucide-react";
import type { ReactNode } from "react";
import { Card, Panel, Row } from "#components/ui/card.tsx";

type Addresses = { mailboxUrl: string | null; shopUrl: string | null };

/** Where to watch the demonstration from outside: the shop that a rollback changes, and the mail that it sends. */
export function AboutDemonstration({ mailboxUrl, shopUrl }: Addresses) {
  return (
    <Panel title="The demonstration">
      <Card>
        {shopUrl === null ? null : (
          <Place href={shopUrl} name="The shop" icon={<Store aria-hidden className="size-4 text-soft" />}>
            runs a bad release until a rollback brings the good one back
          </Place>
        )}
        {mailboxUrl === null ? null : (
          <Place
            href={mailboxUrl}
            name="The mailbox"
            icon={<Inbox aria-hidden className="size-4 text-soft" />}
          >
            takes every notice, and nothing leaves this machine
          </Place>
        )}
      </Card>
    </Panel>
  );
}

type PlaceProps = { href: string; name: string; icon: ReactNode; children: ReactNode };

function Place({ href, name, icon, children }: PlaceProps) {
  return (
    <Row>
      <span className="shrink-0">{icon}</span>
      <p className="min-w-0">
        <a href={href} target="_blank" rel="noreferrer" className="link">
          {name}
        </a>{" "}
        <span className="text-soft">{children}</span>
      </p>
    </Row>
  );
}

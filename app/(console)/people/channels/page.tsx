import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "#components/shell/page.tsx";
import { Card, Panel } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readChannels } from "#lib/queries/channels.ts";
import { AddEndpointButton } from "./_components/add-endpoint-button.tsx";
import { EndpointRow } from "./_components/endpoint-row.tsx";

export const metadata: Metadata = { title: "Channels" };

export default async function ChannelsPage() {
  const viewer = await requireViewer();
  const { endpoints, audiences } = await readChannels(viewer);
  const mayChange = viewer.isAdministrator;
  return (
    <Page
      title="Channels"
      above={
        <Link className="link" href="/people">
          People
        </Link>
      }
      description="People are told by mail, through the mail server that the worker is given. A webhook tells another system, such as the other side's paging, for a whole audience."
      actions={mayChange ? <AddEndpointButton audiences={audiences} /> : null}
    >
      <Panel title="Webhooks" aside={endpoints.length === 0 ? undefined : endpoints.length}>
        {endpoints.length === 0 ? (
          <EmptyState title="No webhook yet" icon={Webhook}>
            An accepted message to a webhook counts for its audience like a mail to one of its people.
            Messages are signed as Standard Webhooks, so that the receiver can tell them from anybody else's.
          </EmptyState>
        ) : (
          <Card>
            <ul>
              {endpoints.map((endpoint) => (
                <EndpointRow key={endpoint.id} endpoint={endpoint} mayChange={mayChange} />
              ))}
            </ul>
          </Card>
        )}
      </Panel>
    </Page>
  );
}

import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import { Page } from "#components/shell/page.tsx";
import { Card, Panel } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readChannels } from "#lib/queries/channels.ts";
import { AddEndpointButton } from "./_components/add-endpoint-button.tsx";
import { EndpointRow } from "./_components/endpoint-row.tsx";
import { MailRow } from "./_components/mail-row.tsx";

export const metadata: Metadata = { title: "Channels" };

export default async function ChannelsPage() {
  const viewer = await requireViewer();
  const { endpoints, audiences, mail } = await readChannels(viewer);
  const mayChange = viewer.isAdministrator;
  return (
    <Page
      title="Channels"
      description="People are told by mail, or by the chat that they chose under Notifications. A channel of an audience tells another system or a room: a signed webhook, Slack, Teams."
      actions={mayChange ? <AddEndpointButton audiences={audiences} /> : null}
    >
      <Panel title="Mail">
        <Card>
          <MailRow mail={mail} maySeeTries={mayChange} />
        </Card>
      </Panel>
      <Panel title="Webhooks and chats" aside={endpoints.length === 0 ? undefined : endpoints.length}>
        {endpoints.length === 0 ? (
          <EmptyState title="No channel yet" icon={Webhook}>
            An accepted message to a channel counts for its audience like a mail to one of its people.
            Webhooks are signed as Standard Webhooks, so that the receiver can tell them from anybody else's.
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

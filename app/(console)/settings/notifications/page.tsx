import type { Metadata } from "next";
import { Page } from "#components/shell/page.tsx";
import { Card, Panel } from "#components/ui/card.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readNotifications } from "#lib/queries/notifications.ts";
import { AddOwnButton } from "./_components/add-own-button.tsx";
import { QuietHoursForm } from "./_components/quiet-hours-form.tsx";
import { WayRow } from "./_components/way-row.tsx";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage() {
  const viewer = await requireViewer();
  const view = await readNotifications(viewer);
  return (
    <Page
      title="Notifications"
      description="How you are told. The first way that takes a message is enough; where it fails, the next is tried."
      width="reading"
      actions={<AddOwnButton />}
    >
      <Panel title="In this order">
        <Card>
          <ul>
            {view.ways.map((way, index) => (
              <WayRow key={way.id} way={way} index={index} view={view} />
            ))}
          </ul>
        </Card>
      </Panel>
      <QuietHoursForm view={view} />
    </Page>
  );
}

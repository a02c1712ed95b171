import type { Metadata } from "next";
import { Page } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card, Panel } from "#components/ui/card.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readRoster } from "#lib/queries/people.ts";
import { OnCallNow } from "../_components/on-call-now.tsx";
import { InviteButton } from "./_components/invite-button.tsx";
import { PersonRow } from "./_components/person-row.tsx";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const viewer = await requireViewer();
  const roster = await readRoster(viewer);
  const { people, onCall, vocabulary, mayChange } = roster;
  return (
    <Page
      title="People"
      description="Who is here, for which side, and who is to be called. A new incident seats whoever holds its protocol's roles."
      width="wide"
      actions={
        <>
          <ButtonLink href="/settings/channels">Channels</ButtonLink>
          {mayChange ? <InviteButton /> : null}
        </>
      }
    >
      <div className="grid gap-x-8 lg:grid-cols-[minmax(0,1fr)_360px]">
        <Panel title="On call now" className="lg:order-1">
          <OnCallNow roles={onCall} />
        </Panel>
        <Panel title="Everyone" aside={`${people.length} people`}>
          <Card>
            <ul>
              {people.map((person) => (
                <PersonRow key={person.id} person={person} vocabulary={mayChange ? vocabulary : null} />
              ))}
            </ul>
          </Card>
        </Panel>
      </div>
    </Page>
  );
}

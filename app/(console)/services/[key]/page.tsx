import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Page } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/card.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readService, type ServiceView } from "#lib/queries/services.ts";
import { FollowBoard } from "../../_components/follow-board.tsx";
import { FreezeRows } from "../../_components/freeze-rows.tsx";
import { IncidentList } from "../../_components/incident-list.tsx";
import { ActionList } from "../_components/action-list.tsx";
import { ComparedValues } from "../_components/compared-values.tsx";
import { OwnerWords } from "../_components/owner-words.tsx";

export const metadata: Metadata = { title: "Service" };

export default async function ServicePage({ params }: { params: Promise<{ key: string }> }) {
  const viewer = await requireViewer();
  const { key } = await params;
  const service = await readService(viewer, key);
  if (service === null) notFound();
  return (
    <Page
      title={service.name}
      above={
        <Link className="link" href="/services">
          Services
        </Link>
      }
      description={<OwnerWords owner={service.owner} />}
      actions={<ButtonLink href={`/incidents/new?service=${service.key}`}>Declare an incident</ButtonLink>}
    >
      <FollowBoard />
      <OnIt service={service} />
      {service.environments.map((environment) => (
        <section key={environment.name} aria-label={environment.name} className="mb-8">
          <h2 className="mb-3 font-semibold text-xl">{environment.name}</h2>
          <ComparedValues
            serviceKey={service.key}
            environment={environment}
            mayChange={viewer.isAdministrator}
          />
          <ActionList actions={environment.actions} />
        </section>
      ))}
      <p className="text-faint text-s">
        {service.publicName === null
          ? "The public status page does not name this service."
          : `The public status page calls it "${service.publicName}".`}
      </p>
    </Page>
  );
}

function OnIt({ service }: { service: ServiceView }) {
  const { incidents, otherIncidents, freezes, serverNow } = service;
  return (
    <>
      {incidents.length === 0 && otherIncidents === 0 ? null : (
        <Panel title="Open on it">
          {incidents.length === 0 ? null : <IncidentList incidents={incidents} renderedAt={serverNow} />}
          {otherIncidents === 0 ? null : <p className="mt-2 text-s text-soft">{othersInWords(service)}</p>}
        </Panel>
      )}
      {freezes.length === 0 ? null : (
        <Panel title="Frozen">
          <FreezeRows freezes={freezes} />
        </Panel>
      )}
    </>
  );
}

/** Rooms are not open to everybody; that something is open on a service is for everybody to know. */
function othersInWords({ incidents, otherIncidents: count }: ServiceView): string {
  const more = incidents.length === 0 ? "" : " more";
  return count === 1
    ? `One${more} incident is open on it, in a room that you have no part in.`
    : `${count}${more} incidents are open on it, in rooms that you have no part in.`;
}

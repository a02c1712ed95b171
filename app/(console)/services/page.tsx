import { Boxes, Plus } from "lucide-react";
import type { Metadata } from "next";
import { Page } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readServices } from "#lib/queries/services.ts";
import { FollowBoard } from "../_components/follow-board.tsx";
import { ServiceCard } from "./_components/service-card.tsx";

export const metadata: Metadata = { title: "Services" };

export default async function ServicesPage() {
  const viewer = await requireViewer();
  const services = await readServices();
  return (
    <Page
      title="Services"
      description="What can break, whose it is, and the approved values that a rollback goes back to."
      actions={viewer.isAdministrator ? <Register /> : null}
    >
      <FollowBoard />
      {services.length === 0 ? (
        <EmptyState
          title="No service yet"
          icon={Boxes}
          action={viewer.isAdministrator ? <Register /> : undefined}
        >
          A service stands here with its environments once an administrator registers it. An incident names
          the services that it is on.
        </EmptyState>
      ) : (
        <ul className="grid gap-2.5">
          {services.map((service) => (
            <li key={service.key}>
              <ServiceCard service={service} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

function Register() {
  return (
    <ButtonLink href="/services/new" variant="go">
      <Plus aria-hidden className="size-4" /> Register a service
    </ButtonLink>
  );
}

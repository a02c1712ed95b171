import type { Metadata } from "next";
import { ButtonLink } from "#components/ui/button.tsx";
import { readInvitation } from "#lib/auth/invitation.ts";
import { DoorCard } from "../../_components/door-card.tsx";
import { InvitationForm } from "./invitation-form.tsx";

export const metadata: Metadata = { title: "Invitation", robots: { index: false } };

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await readInvitation(token);
  if (invitation === null) {
    return (
      <DoorCard
        title="This link cannot be used"
        lead="It was used already, or it is older than 24 hours. Ask whoever sent it for a new one."
      >
        <ButtonLink href="/sign-in" variant="go" size="l" className="w-full">
          Go to sign in
        </ButtonLink>
      </DoorCard>
    );
  }
  const role = invitation.isAdministrator ? "You will be an administrator. " : "";
  return (
    <DoorCard title="Welcome" lead={`${role}Say who you are and choose a password. The link works once.`}>
      <InvitationForm token={token} email={invitation.email} name={invitation.name} />
    </DoorCard>
  );
}

import type { Metadata } from "next";
import { ButtonLink } from "#components/ui/button.tsx";
import { readCall } from "#lib/queries/call.ts";
import { DoorCard } from "../../../../_components/door-card.tsx";
import { AnswerForm } from "./answer-form.tsx";

export const metadata: Metadata = { title: "You are called", robots: { index: false } };

type Params = { params: Promise<{ reference: string; call: string; token: string }> };

/** Opening the link answers nothing, because mail programs open links by themselves; the button does. */
export default async function CalledPage({ params }: Params) {
  const link = await params;
  const call = await readCall(link);
  if (call === null)
    return <Door title="This link cannot be used" lead="It is none of this console's calls." room="/" />;
  const room = `/incidents/${call.reference}`;
  if (call.standing === "closed")
    return (
      <Door title={`${call.reference} is closed`} lead="Nothing is asked of you any more." room={room} />
    );
  if (call.standing === "answered")
    return (
      <Door title="Somebody is on it" lead={`The call of ${call.reference} was answered.`} room={room} />
    );
  return (
    <DoorCard
      title={`${call.reference}, ${call.severity}`}
      lead={`${call.name}, you are called as ${call.role}. Your answer stands in the incident's record under your name.`}
    >
      <AnswerForm link={link} answerBy={call.answerBy} room={room} />
    </DoorCard>
  );
}

function Door({ title, lead, room }: { title: string; lead: string; room: string }) {
  return (
    <DoorCard title={title} lead={lead}>
      <ButtonLink href={room} variant="go" size="l" className="w-full">
        Open the console
      </ButtonLink>
    </DoorCard>
  );
}

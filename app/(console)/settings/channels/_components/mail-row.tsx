import { Badge } from "#components/ui/badge.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import type { ChannelsView } from "#lib/queries/channels.ts";
import { LastTry } from "./last-try.tsx";
import { TestButton } from "./test-button.tsx";

type MailRowProps = { mail: ChannelsView["mail"]; maySeeTries: boolean };

/** The mail server that the workers were given; the test goes to whoever asks for it. */
export function MailRow({ mail: { sends, last }, maySeeTries }: MailRowProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-semibold">Mail</p>
        <p className="text-s text-soft">{words(sends)}</p>
        {maySeeTries ? <LastTry last={last} /> : null}
      </div>
      <Badge tone={sends === true ? "met" : "breach"} hasIcon>
        {sends === true ? "On" : "Off"}
      </Badge>
      <TestButton channel="mail" name="mail" />
      {maySeeTries ? (
        <ButtonLink href="/settings/channels/mail" aria-label="Attempts by mail">
          Attempts
        </ButtonLink>
      ) : null}
    </div>
  );
}

function words(sends: boolean | null): string {
  if (sends === null) return "No worker was heard of within the last minute, so nothing leaves.";
  return sends
    ? "Each person has a message and a receipt of their own. A test goes to your own address."
    : "The worker was given no mail server (HOLDPOINT_SMTP_URL).";
}

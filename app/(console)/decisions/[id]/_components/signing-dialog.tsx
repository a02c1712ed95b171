"use client";

import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ExactText } from "#components/ui/exact-text.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { DecisionView } from "#lib/queries/decision.ts";
import type { Signing } from "./use-signing.ts";

/** The exact statement, in full, and the means to sign it. A later change of the packet voids it. */
export function SigningDialog({
  signing,
  decision,
  label,
}: {
  signing: Signing;
  decision: DecisionView;
  label: string;
}) {
  const { opened } = signing;
  if (opened === null) return null;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && signing.close()}
      title={`Sign ${label}`}
      description="It covers exactly the text below. A later change of the packet voids it."
      size="l"
    >
      <p className="figures mb-2 break-all text-s text-soft">SHA-256 {opened.statementDigest}</p>
      <ExactText label="Statement to sign" value={opened.statement} />
      <div className="mt-4">
        {opened.passkey !== null ? (
          <WithPasskey signing={signing} />
        ) : decision.viewer.hasOneTimeCodes ? (
          <WithCode signing={signing} />
        ) : (
          <NoMeans />
        )}
      </div>
    </Dialog>
  );
}

function WithPasskey({ signing }: { signing: Signing }) {
  return (
    <Button
      variant="go"
      size="l"
      isPending={signing.isSigning}
      onClick={() => void signing.signWithPasskey()}
    >
      Sign with your passkey
    </Button>
  );
}

function WithCode({ signing }: { signing: Signing }) {
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        void signing.signWithCode(String(form.get("password")), String(form.get("code")));
      }}
    >
      <p className="text-s text-soft">
        You have no passkey here. Password and one-time code give a server-attested signature, and it says so
        wherever it shows.
      </p>
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        isRequired
      />
      <TextField
        label="One-time code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]{6}"
        isRequired
      />
      <Button type="submit" variant="go" size="l" isPending={signing.isSigning}>
        Sign, server-attested
      </Button>
    </form>
  );
}

function NoMeans() {
  return (
    <div className="flex flex-col gap-3">
      <p>You have neither a passkey nor one-time codes yet. Set one up, then come back: nothing is lost.</p>
      <ButtonLink href="/settings/security" variant="go">
        Set up a passkey
      </ButtonLink>
    </div>
  );
}

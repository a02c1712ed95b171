"use client";

import Link from "next/link";
import { AddPasskey } from "#app/(console)/settings/security/_components/add-passkey.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { Signing } from "./use-signing.ts";

type Props = { signing: Signing; hasOneTimeCodes: boolean; passkeyOnly: string | null };

/** The strongest means that the person has: a passkey, else password and one-time code, else the way to set one up. */
export function SigningMeans({ signing, hasOneTimeCodes, passkeyOnly }: Props) {
  const { passkey = null, waiting = null, notAttested = null } = signing.opened ?? {};
  const noCodes = passkeyOnly ?? notAttested;
  const mayAttest = hasOneTimeCodes && noCodes === null;
  if (passkey !== null)
    return (
      <>
        <WithPasskey signing={signing} />
        {mayAttest ? <PasskeyNotAtHand signing={signing} /> : null}
      </>
    );
  if (waiting !== null) return <Waiting words={waiting} signing={signing} />;
  return mayAttest ? <WithCode signing={signing} /> : <NoMeans because={noCodes} signing={signing} />;
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

/** A lost or forgotten device must not keep somebody from answering, with what proves less. */
function PasskeyNotAtHand({ signing }: { signing: Signing }) {
  return (
    <details className="mt-3">
      <summary className="cursor-pointer text-s text-soft">Your passkey is not at hand?</summary>
      <div className="mt-2">
        <WithCode signing={signing} />
      </div>
    </details>
  );
}

/** The person has a passkey, and somebody else's word is missing before it signs. */
function Waiting({ words, signing }: { words: string; signing: Signing }) {
  return (
    <Banner tone="risk" role="status" title="Your passkey waits for a countersignature">
      <p>{words}</p>
      <Button className="mt-2" isPending={signing.isOpening} onClick={() => void signing.openAgain()}>
        Look again
      </Button>
    </Banner>
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
        Password and one-time code give a server-attested signature, which proves less than a passkey, and it
        says so wherever it shows.
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

/** Enrolled at the first signing, where it is needed. */
function NoMeans({ because, signing }: { because: string | null; signing: Signing }) {
  return (
    <div className="grid gap-2">
      <p>
        You have no passkey here yet. Make one now and sign with it; your answer stays as it is.{" "}
        {because ?? (
          <>
            Without one, set up one-time codes under <Link href="/settings/security">Settings, Security</Link>
            .
          </>
        )}
      </p>
      <AddPasskey onDone={() => void signing.openAgain()} onCancel={signing.close} />
    </div>
  );
}

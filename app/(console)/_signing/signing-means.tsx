"use client";

import Link from "next/link";
import { AddPasskey } from "#app/(console)/settings/security/_components/add-passkey.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { Signing } from "./use-signing.ts";

/** The strongest means that the person has: a passkey, else password and one-time code, else the way to set one up. */
export function SigningMeans({ signing, hasOneTimeCodes }: { signing: Signing; hasOneTimeCodes: boolean }) {
  if (signing.opened?.passkey != null) return <WithPasskey signing={signing} />;
  const waiting = signing.opened?.waiting ?? null;
  if (waiting !== null)
    return (
      <>
        <Waiting words={waiting} signing={signing} />
        {hasOneTimeCodes ? <WithCode signing={signing} /> : null}
      </>
    );
  return hasOneTimeCodes ? <WithCode signing={signing} /> : <NoMeans signing={signing} />;
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
        No passkey of yours signs here. Password and one-time code give a server-attested signature, and it
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
function NoMeans({ signing }: { signing: Signing }) {
  return (
    <div className="grid gap-2">
      <p>
        You have no passkey here yet. Make one now and sign with it; your answer stays as it is. Without one,
        set up one-time codes under <Link href="/settings/security">Settings, Security</Link>.
      </p>
      <AddPasskey onDone={() => void signing.openAgain()} onCancel={signing.close} />
    </div>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useAction } from "#app/_action/use-action.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardBody, Panel } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { OneTimeSetUp } from "#lib/auth/signature/one-time-codes.ts";
import { beginOneTimeCodesAction, confirmOneTimeCodesAction, replaceOneTimeCodesAction } from "../actions.ts";
import { FailureBanner } from "./failure-banner.tsx";
import { PasswordStep } from "./password-step.tsx";

export function OneTimeCodes({ isSetUp }: { isSetUp: boolean }) {
  return (
    <Panel title="One-time codes" aside={isSetUp ? "set up" : "not set up"}>
      <Card>
        <CardBody>{isSetUp ? <InUse /> : <SetUp />}</CardBody>
      </Card>
    </Panel>
  );
}

function InUse() {
  const [isReplacing, setIsReplacing] = useState(false);
  const done = () => setIsReplacing(false);
  if (isReplacing) return <Replace onDone={done} />;
  return (
    <>
      <Banner tone="met" title="An authenticator app is set up">
        Its codes, together with your password, sign where no passkey is at hand. Each code is good once.
      </Banner>
      <Button className="mt-3" onClick={() => setIsReplacing(true)}>
        Use another app
      </Button>
    </>
  );
}

/** A new secret for the price of the password and a code of the old one; the old one holds until the new one fits. */
function Replace({ onDone }: { onDone: () => void }) {
  const [begun, setBegun] = useState<OneTimeSetUp | null>(null);
  const { run, pending, refusal, error } = useAction(replaceOneTimeCodesAction);
  if (begun) return <Confirm begun={begun} onRestart={() => setBegun(null)} onDone={onDone} />;
  const begin = async (form: FormData) => {
    const result = await run({ password: form.get("password"), code: form.get("code") });
    if (result.ok) setBegun(result.value);
  };
  return (
    <>
      <p>
        The app that is set up now says a last time that it is you. Its codes hold until the new app's fit.
      </p>
      <div className="mt-3">
        <FailureBanner refusal={refusal} error={error} />
      </div>
      <PasswordStep id="replace" submitLabel="Go on" isPending={pending} onSubmit={begin} onCancel={onDone}>
        <TextField
          label="A code of the app that you have now"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9 ]{6,7}"
          isRequired
        />
      </PasswordStep>
    </>
  );
}

function SetUp() {
  const [begun, setBegun] = useState<OneTimeSetUp | null>(null);
  const { run, pending, refusal, error } = useAction(beginOneTimeCodesAction);
  if (begun) return <Confirm begun={begun} onRestart={() => setBegun(null)} />;
  const begin = async (form: FormData) => {
    const result = await run({ password: form.get("password") });
    if (result.ok) setBegun(result.value);
  };
  return (
    <>
      <p>Use an authenticator app on your phone for signing where no passkey is at hand.</p>
      <div className="mt-3">
        <FailureBanner refusal={refusal} error={error} />
      </div>
      <PasswordStep id="codes" submitLabel="Set up codes" isPending={pending} onSubmit={begin} />
    </>
  );
}

function Secret({ begun }: { begun: OneTimeSetUp }) {
  const picture = `data:image/svg+xml,${encodeURIComponent(begun.qrSvg)}`;
  return (
    <div className="flex flex-wrap items-start gap-5">
      {/* biome-ignore lint/performance/noImgElement: a picture inside the page needs no optimiser, and the optimiser is off. */}
      <img
        src={picture}
        alt="The secret as a QR code"
        className="size-48 rounded-m border border-line bg-plate"
      />
      <div className="min-w-0 flex-1 basis-56">
        <p>Scan this with the app, or type the secret into it:</p>
        <p className="figures mt-2 select-all break-words text-s">{begun.typedSecret}</p>
        <CopyButton text={begun.typedSecret.replaceAll(" ", "")} what="secret" hasWord className="mt-1" />
      </div>
    </div>
  );
}

type ConfirmProps = { begun: OneTimeSetUp; onRestart: () => void; onDone?: (() => void) | undefined };

function Confirm({ begun, onRestart, onDone }: ConfirmProps) {
  const router = useRouter();
  const { run, pending, refusal, error } = useAction(confirmOneTimeCodesAction);
  const confirm = async (form: FormData) => {
    const result = await run({ setUp: begun.setUp, code: form.get("code") });
    if (!result.ok) return;
    onDone?.();
    router.refresh();
  };
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        void confirm(new FormData(event.currentTarget));
      }}
    >
      <Secret begun={begun} />
      <FailureBanner refusal={refusal} error={error} />
      <TextField
        label="The code that the app shows"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9 ]{6,7}"
        hint="Six digits. Nothing is kept until it fits."
        fieldClassName="max-w-60"
        isRequired
      />
      <div className="flex gap-2">
        <Button type="submit" variant="go" isPending={pending}>
          Confirm
        </Button>
        <Button variant="quiet" onClick={onRestart}>
          Begin again
        </Button>
      </div>
    </form>
  );
}

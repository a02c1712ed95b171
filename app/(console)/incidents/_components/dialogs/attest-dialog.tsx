"use client";

import { useEffect, useState } from "react";
import { RuleLink } from "#components/incident/rule-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ExactText } from "#components/ui/exact-text.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import { SigningMeans } from "../../../_signing/signing-means.tsx";
import { Problem } from "../../../_signing/signing-problem.tsx";
import { type Signing, useSigning } from "../../../_signing/use-signing.ts";
import { openAttestationAction, signAttestationAction } from "../../mode-actions.ts";
import { useRoom } from "../room/room-context.ts";

type Request = { reference: string; attestation: string; reason: string };

/** A sentence that a role takes on itself: first read to the letter, then signed with the person's own key. */
export function AttestDialog({ attestation: name, onClose }: { attestation: string; onClose: () => void }) {
  const { view, state, names } = useRoom();
  const attestation = view.pack.attestations[name];
  const signing = useSigning<Request>(view.reference, {
    open: openAttestationAction,
    sign: signAttestationAction,
  });
  const isSigned = state.attestations[name] !== undefined;
  useEffect(() => {
    if (isSigned) onClose();
  }, [isSigned, onClose]);
  if (attestation === undefined) return null;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Sign: ${attestation.title}`}
      description={
        <>
          Signed by {names.role(attestation.by)}, under your own name.{" "}
          {attestation.rule ? <RuleLink rule={{ id: attestation.rule }} /> : null}
        </>
      }
      size="l"
    >
      <div className="grid gap-4">
        <blockquote className="border-line-strong border-l-2 pl-3">{attestation.says}</blockquote>
        {signing.opened === null ? (
          <BeforeReading name={name} signing={signing} />
        ) : (
          <Sign signing={signing} opened={signing.opened} />
        )}
      </div>
    </Dialog>
  );
}

type Opening = ReturnType<typeof useSigning<Request>>;

function BeforeReading({ name, signing }: { name: string; signing: Opening }) {
  const { view } = useRoom();
  const [reason, setReason] = useState("");
  return (
    <>
      <TextArea
        label="Why can you sign it?"
        hint="Recorded beside your signature."
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Problem problem={signing.problem} />
      <Button
        variant="go"
        className="justify-self-end"
        isPending={signing.isOpening}
        onClick={() => void signing.open({ reference: view.reference, attestation: name, reason })}
      >
        Read what you sign
      </Button>
    </>
  );
}

function Sign({ signing, opened }: { signing: Signing; opened: NonNullable<Signing["opened"]> }) {
  const { view } = useRoom();
  return (
    <>
      <p className="text-s text-soft">Your signature covers exactly this text and nothing else.</p>
      <ExactText label="Statement to sign" value={opened.statement} />
      <p className="figures break-all text-s text-soft">SHA-256 {opened.statementDigest}</p>
      <Problem problem={signing.problem} />
      <SigningMeans signing={signing} hasOneTimeCodes={view.viewer.hasOneTimeCodes} />
    </>
  );
}

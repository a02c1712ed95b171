"use client";

import { useEffect, useState } from "react";
import { RuleLink } from "#components/incident/rule-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ExactText } from "#components/ui/exact-text.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import { SignHere } from "../../../_signing/sign-here.tsx";
import { Problem } from "../../../_signing/signing-problem.tsx";
import { type Signing, useSigning } from "../../../_signing/use-signing.ts";
import { openAttestationAction, signAttestationAction } from "../../mode-actions.ts";
import { useRoom } from "../room/room-context.ts";
import { type AttestationRequest, attestationReading } from "./attestation-reading.ts";

const actions = { open: openAttestationAction, sign: signAttestationAction };

/** A sentence that a role takes on itself: first read to the letter, then signed with the person's own key. */
export function AttestDialog({ attestation: name, onClose }: { attestation: string; onClose: () => void }) {
  const { view, state, names } = useRoom();
  const attestation = view.pack.attestations[name];
  const { reference, viewer } = view;
  const page = { pack: state.pack, viewer, attestation };
  const signing = useSigning({ reference, actions, reading: attestationReading, page });
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

type BeforeReadingProps = {
  name: string;
  signing: Signing & { open: (request: AttestationRequest) => Promise<void> };
};

function BeforeReading({ name, signing }: BeforeReadingProps) {
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
      <ExactText label="Statement to sign" value={opened.text} />
      <SignHere signing={signing} opened={opened} hasOneTimeCodes={view.viewer.hasOneTimeCodes} />
    </>
  );
}

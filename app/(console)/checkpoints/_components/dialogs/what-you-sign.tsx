"use client";

import { ExactText } from "#components/ui/exact-text.tsx";
import type { CheckpointStatement } from "#lib/domain/checkpoint/packet.ts";
import type { CheckpointView, QuestionView } from "#lib/queries/checkpoint-view.ts";
import { SignHere } from "../../../_signing/sign-here.tsx";
import type { SigningOf } from "../../../_signing/use-signing.ts";
import { PacketInWords } from "./packet-in-words.tsx";

type CheckpointSigning = SigningOf<CheckpointStatement>;
type Props = {
  view: CheckpointView;
  question: QuestionView;
  signing: CheckpointSigning;
  opened: NonNullable<CheckpointSigning["opened"]>;
};

/** All that the signature covers, in words and to the byte, checked here against what the page shows; then the means to sign. */
export function WhatYouSign({ view, question, signing, opened }: Props) {
  const { statement, text } = opened;
  const needsPasskey = question.passkeys && statement?.answer === "go";
  return (
    <div className="grid gap-4">
      {statement === null ? null : <PacketInWords packet={statement.packet} />}
      <details>
        <summary className="cursor-pointer text-s text-soft">
          Exactly this text is signed
          {statement === null ? "" : `, after entry ${statement.logHead.seq} of the log`}
        </summary>
        {statement === null ? null : (
          <p className="figures break-all text-faint text-xs">Log head {statement.logHead.hash}</p>
        )}
        <ExactText label="Statement to sign" value={text} />
      </details>
      <SignHere
        signing={signing}
        opened={opened}
        hasOneTimeCodes={view.viewer.hasOneTimeCodes}
        passkeyOnly={needsPasskey ? `${question.go} is signed with a passkey alone.` : null}
        isStale={statement !== null && statement.packetDigest !== question.packetDigest}
      />
    </div>
  );
}

"use client";

import { OpenQuestions } from "#components/incident/questions-back.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ExactText } from "#components/ui/exact-text.tsx";
import type { Statement } from "#lib/domain/decision/statement.ts";
import type { DecisionView } from "#lib/queries/decision.ts";
import { SignHere } from "../../../_signing/sign-here.tsx";
import type { SigningOf } from "../../../_signing/use-signing.ts";

type SigningDialogProps = {
  signing: SigningOf<Statement>;
  decision: DecisionView;
  label: string;
  side: string;
};

/** The exact statement, in full, held against the page here, and the means to sign it. */
export function SigningDialog({ signing, decision, label, side }: SigningDialogProps) {
  const { opened } = signing;
  if (opened === null) return null;
  const isStale = opened.statement !== null && opened.statement.packetDigest !== decision.packetDigest;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && signing.close()}
      title={`Sign ${label}`}
      description={`You answer for ${side}: ${decision.packet.question} (${decision.reference})`}
      size="l"
    >
      <p className="text-s text-soft">
        Your signature covers exactly this text and nothing else. A later change of the packet voids it.
      </p>
      <ExactText label="Statement to sign" value={opened.text} />
      <div className="mt-2 grid gap-3">
        <OpenQuestions questions={decision.questions} />
        <SignHere
          signing={signing}
          opened={opened}
          hasOneTimeCodes={decision.viewer.hasOneTimeCodes}
          isStale={isStale}
        />
      </div>
    </Dialog>
  );
}

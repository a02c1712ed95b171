"use client";

import { OpenQuestions } from "#components/incident/questions-back.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ExactText } from "#components/ui/exact-text.tsx";
import { Statement } from "#lib/domain/decision/statement.ts";
import type { DecisionView } from "#lib/queries/decision.ts";
import { SigningMeans } from "../../../_signing/signing-means.tsx";
import { Problem } from "../../../_signing/signing-problem.tsx";
import type { Signing } from "../../../_signing/use-signing.ts";

type SigningDialogProps = { signing: Signing; decision: DecisionView; label: string; side: string };

/** The exact statement, in full, and the means to sign it. What changed meanwhile is said before anyone signs. */
export function SigningDialog({ signing, decision, label, side }: SigningDialogProps) {
  const { opened } = signing;
  if (opened === null) return null;
  const statement = Statement.parse(JSON.parse(opened.statement));
  const isStale = statement.packetDigest !== decision.packetDigest;
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
      <ExactText label="Statement to sign" value={opened.statement} />
      <p className="figures mt-2 break-all text-s text-soft">SHA-256 {opened.statementDigest}</p>
      <div className="mt-4 grid gap-3">
        <OpenQuestions questions={decision.questions} />
        <Problem problem={signing.problem} />
        {isStale ? (
          <Banner tone="breach" title="The packet has changed since you opened this" role="alert">
            Close this, read what changed, and sign again.
          </Banner>
        ) : (
          <SigningMeans signing={signing} hasOneTimeCodes={decision.viewer.hasOneTimeCodes} />
        )}
      </div>
    </Dialog>
  );
}

"use client";

import { useMemo } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { ExactText } from "#components/ui/exact-text.tsx";
import { CheckpointStatement } from "#lib/domain/checkpoint/packet.ts";
import type { CheckpointView, QuestionView } from "#lib/queries/checkpoint-view.ts";
import { SigningMeans } from "../../../_signing/signing-means.tsx";
import { Problem } from "../../../_signing/signing-problem.tsx";
import type { Signing } from "../../../_signing/use-signing.ts";
import { type Comparison, compare } from "./compare.ts";
import { PacketInWords } from "./packet-in-words.tsx";

type Props = {
  view: CheckpointView;
  question: QuestionView;
  signing: Signing;
  opened: NonNullable<Signing["opened"]>;
};

/** All that the signature covers, in words and to the byte, checked here against what the page shows; then the means to sign. */
export function WhatYouSign({ view, question, signing, opened }: Props) {
  const text = opened.statement;
  const statement = useMemo(() => CheckpointStatement.parse(JSON.parse(text)), [text]);
  const comparison = useMemo(() => compare(view, statement.packet, text), [view, statement, text]);
  const needsPasskey = question.passkeys && statement.answer === "go";
  const { seq, hash } = statement.logHead;
  return (
    <div className="grid gap-4">
      <PacketInWords packet={statement.packet} />
      <details>
        <summary className="cursor-pointer text-s text-soft">
          Exactly this text is signed, after entry {seq} of the log
        </summary>
        <p className="figures break-all text-faint text-xs">Log head {hash}</p>
        <ExactText label="Statement to sign" value={text} />
      </details>
      <p className="figures break-all text-s text-soft">SHA-256 {opened.statementDigest}</p>
      <Compared comparison={comparison} digest={opened.statementDigest} />
      <Problem problem={signing.problem} />
      {statement.packetDigest === question.packetDigest ? (
        <Means
          comparison={comparison}
          digest={opened.statementDigest}
          signing={signing}
          hasOneTimeCodes={view.viewer.hasOneTimeCodes && !needsPasskey}
        />
      ) : (
        <Banner tone="breach" title="The packet has changed since you opened this" role="alert">
          Close this, read what changed, and sign again.
        </Banner>
      )}
    </div>
  );
}

type ComparedProps = { comparison: Comparison; digest: string };

const isSound = ({ comparison, digest }: ComparedProps): boolean =>
  comparison.other.length === 0 && comparison.statementDigest === digest;

function Compared({ comparison, digest }: ComparedProps) {
  if (isSound({ comparison, digest }))
    return (
      <p className="text-met text-s">
        This browser compared {comparison.compared} values and proofs on the page with what you sign: all are
        the same.
      </p>
    );
  return (
    <Banner tone="breach" title="What you would sign is not what the page shows" role="alert">
      {comparison.other.join("; ")} Do not sign; load the page again.
    </Banner>
  );
}

function Means({
  comparison,
  digest,
  ...means
}: ComparedProps & { signing: Signing; hasOneTimeCodes: boolean }) {
  return isSound({ comparison, digest }) ? <SigningMeans {...means} /> : null;
}

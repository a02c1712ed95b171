import Link from "next/link";
import { Banner } from "#components/ui/banner.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { Time } from "#components/ui/time.tsx";
import type { SealingCause } from "#lib/domain/checkpoint/events.ts";
import type { QuestionView, SealingView } from "#lib/queries/checkpoint-view.ts";
import { Validity } from "./validity.tsx";

const causes: Record<SealingCause, string> = {
  "same-answer": "Both sides gave the same answer.",
  "unequal-answers": "The sides answered differently, and any NO-GO wins.",
  "baseline-moved": "The console sealed it by itself, because a locked value moved. Nobody signed it.",
  "abort-trigger": "The console sealed it by itself, because an abort trigger was pulled. Nobody signed it.",
};

type Props = {
  reference: string;
  question: Pick<QuestionView, "go" | "noGo" | "isGo" | "sides">;
  sealing: SealingView;
};

/** The sealed outcome of a question, until when it holds, and the way to its record. */
export function SealedQuestion({ reference, question, sealing }: Props) {
  const { go, cause, at, seq, validUntil, isOver, recordDigest, takesBack } = sealing;
  const recordOf = (entry: number) => `/checkpoints/${reference}/records/${entry}`;
  const isAttested = question.sides.some(({ verdict }) => verdict?.signature?.method === "server-attested");
  return (
    <Banner
      tone={question.isGo ? "met" : "breach"}
      title={`Sealed: ${go ? question.go : question.noGo}`}
      role="status"
      className="mt-2"
    >
      {takesBack === null ? null : (
        <p className="font-semibold">
          The GO sealed at <Time value={takesBack.at} show="both" /> is taken back.{" "}
          <Link className="link font-normal" href={recordOf(takesBack.seq)}>
            Its record
          </Link>
        </p>
      )}
      {go && !question.isGo ? (
        <p className="font-semibold">It does not stand now: what is in the way is told below.</p>
      ) : null}
      <p>
        {causes[cause]} <Time value={at} />
        {isAttested && (cause === "same-answer" || cause === "unequal-answers")
          ? " A signature in it is server-attested, which proves less than a passkey."
          : ""}
      </p>
      {go && validUntil !== null ? <Validity validUntil={validUntil} isOver={isOver} /> : null}
      <p>
        Record <Digest value={recordDigest} what="record's digest" />
      </p>
      <p className="mt-1 flex flex-wrap gap-2">
        <ButtonLink size="s" href={recordOf(seq)}>
          Read the record
        </ButtonLink>
      </p>
    </Banner>
  );
}

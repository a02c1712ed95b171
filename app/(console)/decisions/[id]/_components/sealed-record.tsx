import { ConsoleSignature } from "#components/incident/console-signature.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { ExactText } from "#components/ui/exact-text.tsx";
import { Time } from "#components/ui/time.tsx";
import type { DecisionView } from "#lib/queries/decision.ts";

const causes = {
  "same-answer": "Both sides gave the same answer.",
  "unequal-answers": "The sides answered differently, so it is NO-GO until they agree.",
};

/** The outcome, and the exact record that was sealed. */
export function SealedRecord({ decision }: { decision: DecisionView }) {
  const { sealed } = decision;
  if (sealed === null) return null;
  return (
    <Banner
      tone={sealed.go ? "met" : "breach"}
      title={`Sealed: ${decision.outcomeLabel ?? sealed.outcome}`}
      role="status"
    >
      <p>
        {causes[sealed.cause]} <Time value={sealed.at} /> · record{" "}
        <Digest value={sealed.recordDigest} what="record's digest" />
      </p>
      <ConsoleSignature signed={decision.signed} />
      <p className="mt-1 flex flex-wrap gap-2">
        <ButtonLink size="s" href={`/incidents/${decision.reference}/records/${sealed.seq}`}>
          Read the record
        </ButtonLink>
      </p>
      <Filings filed={decision.filed} />
      <details className="mt-2">
        <summary className="cursor-pointer">The sealed record, exactly as it was signed</summary>
        <ExactText label="Sealed record" value={sealed.record} />
      </details>
    </Banner>
  );
}

/** Where each party has the decision log. */
function Filings({ filed }: Pick<DecisionView, "filed">) {
  if (filed.length === 0) return null;
  return (
    <ul className="mt-2 grid gap-1">
      {filed.map(({ party, title, place, at, reason }) => (
        <li key={party}>
          Decision log at {title}:{" "}
          {place === null ? (
            <NotThere at={at} reason={reason} />
          ) : (
            <span className="figures break-all">{place}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function NotThere({ at, reason }: Pick<DecisionView["filed"][number], "at" | "reason">) {
  if (at === null) return <span className="text-risk">on its way</span>;
  return (
    <span className="text-risk">
      not there, tried since <Time value={at} /> and tried again until it is
      {reason === null ? "" : `: ${reason}`}
    </span>
  );
}

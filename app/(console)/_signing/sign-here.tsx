import { Banner } from "#components/ui/banner.tsx";
import { visibleWords } from "#components/ui/visible-words.ts";
import { SigningMeans } from "./signing-means.tsx";
import { Problem } from "./signing-problem.tsx";
import type { Signing } from "./use-signing.ts";

type Opened = NonNullable<Signing["opened"]>;
type SignHereProps = {
  signing: Signing;
  opened: Opened;
  hasOneTimeCodes: boolean;
  /** Why password and one-time code are never taken for this, whoever signs. */
  passkeyOnly?: string | null;
  isStale?: boolean;
};

/** What this browser found of what is to be signed, and the means to sign it; none where anything is other than shown. */
export function SignHere({
  signing,
  opened,
  hasOneTimeCodes,
  passkeyOnly = null,
  isStale = false,
}: SignHereProps) {
  const isSound = opened.faults.length === 0 && !isStale;
  return (
    <>
      <p className="figures break-all text-s text-soft">SHA-256 {opened.digest}</p>
      {isSound ? (
        <p className="text-met text-s">
          This browser compared {opened.compared} values and proofs on the page with what you sign: all are
          the same.
        </p>
      ) : (
        <Other faults={opened.faults} isStale={isStale} />
      )}
      <Problem problem={signing.problem} />
      {isSound ? (
        <SigningMeans signing={signing} hasOneTimeCodes={hasOneTimeCodes} passkeyOnly={passkeyOnly} />
      ) : null}
    </>
  );
}

const titles = {
  stale: "The packet has changed since you opened this",
  other: "What you would sign is not what the page shows",
};

function Other({ faults, isStale }: { faults: readonly string[]; isStale: boolean }) {
  return (
    <Banner tone="breach" title={isStale ? titles.stale : titles.other} role="alert">
      <ul className="list-disc pl-5 text-s">
        {faults.map((fault) => (
          <li key={fault} className="break-words">
            {visibleWords(fault)}
          </li>
        ))}
      </ul>
      <p>
        {isStale
          ? "Close this, read what changed, and sign again."
          : "Nothing is signed. Load the page again; where it stays so, tell whoever runs this console."}
      </p>
    </Banner>
  );
}

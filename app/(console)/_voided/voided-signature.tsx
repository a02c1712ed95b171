import { Banner } from "#components/ui/banner.tsx";
import { Time } from "#components/ui/time.tsx";

type VoidedSignatureProps = {
  /** The side that gave it, and whether it is the reader's own. */
  side: { title: string; isOwn: boolean };
  voided: { answer: string; by: string; at: string; changes: readonly string[] };
  className?: string | undefined;
};

/** A signature that counts no more, with what changed since it was given. */
export function VoidedSignature({ side, voided, className }: VoidedSignatureProps) {
  const { answer, by, at, changes } = voided;
  const whose = side.isOwn ? "Your side's" : `${side.title}'s`;
  return (
    <Banner
      tone="risk"
      role="note"
      className={className}
      title={`${whose} signature counts no more: what it covers has changed`}
    >
      <p>
        {by} signed {answer}, <Time value={at} />.{" "}
        {changes.length === 0 ? "It is again as it was; sign again." : "Since then:"}
      </p>
      <ul className="list-disc pl-5">
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </Banner>
  );
}

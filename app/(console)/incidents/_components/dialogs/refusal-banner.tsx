import { RuleLink } from "#components/incident/rule-link.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { blockerWords, type FieldLabels, type Refusal } from "#lib/domain/refusal.ts";
import type { ActionState } from "../../../../_action/use-action.ts";

const heads: Record<Refusal["code"], string> = {
  invalid: "Not accepted",
  unauthorised: "Not yours to do",
  unconfirmed: "Not confirmed",
  rule: "A rule refuses this",
  conflict: "It stands differently now",
  stale: "It has changed meanwhile",
};

/** What was refused, by which rule, and everything that stands in the way. Nothing where nothing was refused. */
export function RefusalBanner({
  refusal,
  error,
  labels,
}: ActionState & { labels?: FieldLabels | undefined }) {
  if (error !== null) {
    return (
      <Banner tone="breach" role="alert" title="It was not recorded">
        {error.message} <span className="figures text-faint text-xs">({error.correlationId})</span>
      </Banner>
    );
  }
  if (refusal === null) return null;
  return (
    <Banner tone="breach" role="alert" title={heads[refusal.code]}>
      <p>
        {refusal.message} {refusal.rule === null ? null : <RuleLink rule={{ id: refusal.rule }} />}
      </p>
      {refusal.blockers.length === 0 ? null : (
        <ul className="mt-1 list-disc pl-4">
          {refusal.blockers.map((blocker) => (
            <li key={`${blocker.rule} ${blocker.field} ${blocker.message}`}>
              {blockerWords(blocker, labels)}{" "}
              {blocker.rule === null ? null : <RuleLink rule={{ id: blocker.rule }} />}
            </li>
          ))}
        </ul>
      )}
    </Banner>
  );
}

import type { ActionState } from "#app/_action/use-action.ts";
import { Banner } from "#components/ui/banner.tsx";
import { blockerWords, type FieldLabels } from "#lib/domain/refusal.ts";

/** Why the last press had no effect: what was wrong and what was expected. Nothing where nothing was refused. */
export function Refused({ refusal, error, labels }: ActionState & { labels?: FieldLabels | undefined }) {
  if (error !== null) {
    return (
      <Banner tone="breach" role="alert" title={error.message}>
        Reference: <span className="figures select-all">{error.correlationId}</span>
      </Banner>
    );
  }
  if (refusal === null) return null;
  const reasons = [...new Set(refusal.blockers.map((blocker) => blockerWords(blocker, labels)))];
  return (
    <Banner tone="breach" role="alert" title={refusal.message}>
      {reasons.length === 0 ? null : (
        <ul className="list-disc pl-4">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </Banner>
  );
}

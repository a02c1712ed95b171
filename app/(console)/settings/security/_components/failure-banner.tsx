import type { ActionState } from "#app/_action/use-action.ts";
import { Banner } from "#components/ui/banner.tsx";
import { blockerWords } from "#lib/domain/refusal.ts";

/** Why the last press had no effect, in the server's words. */
export function FailureBanner({ refusal, error }: ActionState) {
  if (refusal)
    return (
      <Banner
        role="alert"
        tone="breach"
        title={refusal.blockers[0] ? blockerWords(refusal.blockers[0]) : refusal.message}
      />
    );
  if (error === null) return null;
  return (
    <Banner role="alert" tone="breach" title={error.message}>
      Reference: <span className="figures select-all">{error.correlationId}</span>
    </Banner>
  );
}

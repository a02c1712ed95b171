import type { ActionState } from "#app/_action/use-action.ts";
import { Banner } from "#components/ui/banner.tsx";

/** Why the last press had no effect: what was wrong and what was expected. Nothing where nothing was refused. */
export function Refused({ refusal, error }: ActionState) {
  if (error !== null) {
    return (
      <Banner tone="breach" role="alert" title={error.message}>
        Reference: <span className="figures select-all">{error.correlationId}</span>
      </Banner>
    );
  }
  if (refusal === null) return null;
  const first = refusal.blockers[0]?.message ?? "";
  // A wrong input's sentence ends with its first problem, which stands in the list again.
  const title = refusal.message.endsWith(first)
    ? refusal.message.slice(0, -first.length || undefined)
    : refusal.message;
  return (
    <Banner tone="breach" role="alert" title={title.trim()}>
      {refusal.blockers.length === 0 ? null : (
        <ul className="list-disc pl-4">
          {refusal.blockers.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
    </Banner>
  );
}

import { Banner } from "#components/ui/banner.tsx";
import type { AnswerView } from "#lib/queries/decision.ts";
import { BlockerList } from "../../../_signing/blocker-list.tsx";

/** The answers that nobody can sign now, each with everything that forbids it. */
export function BlockedAnswers({ answers }: { answers: readonly AnswerView[] }) {
  return answers
    .filter((answer) => answer.blockers.length > 0)
    .map(({ id, label, blockers }) => (
      <Banner
        key={id}
        tone="breach"
        title={`${label} cannot be signed: ${blockers.length} blocker(s)`}
        role="note"
      >
        <BlockerList blockers={blockers} />
      </Banner>
    ));
}

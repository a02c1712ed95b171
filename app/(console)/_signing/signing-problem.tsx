import { RuleLink } from "#components/incident/rule-link.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { BlockerList } from "./blocker-list.tsx";
import type { SigningProblem } from "./use-signing.ts";

/** Why it was not signed: in words, with the rule that refused. */
export function Problem({ problem }: { problem: SigningProblem | null }) {
  if (problem === null) return null;
  const { message, refusal } = problem;
  return (
    <Banner tone="breach" title={message} role="alert">
      {refusal?.rule ? <RuleLink rule={{ id: refusal.rule }} /> : null}
      {refusal !== null && refusal.blockers.length > 0 ? <BlockerList blockers={refusal.blockers} /> : null}
    </Banner>
  );
}

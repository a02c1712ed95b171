import { RuleLink } from "#components/incident/rule-link.tsx";
import { ruleHref } from "#lib/domain/protocol/rule-href.ts";
import { type Blocker, blockerWords } from "#lib/domain/refusal.ts";

export function BlockerList({ blockers, packId }: { blockers: readonly Blocker[]; packId: string }) {
  return (
    <ul className="list-disc pl-5 text-s">
      {blockers.map((blocker) => (
        <li key={`${blocker.rule} ${blocker.field} ${blocker.message}`}>
          {blockerWords(blocker)}{" "}
          {blocker.rule === null ? null : (
            <RuleLink rule={{ id: blocker.rule, href: ruleHref(packId, blocker.rule) }} />
          )}
        </li>
      ))}
    </ul>
  );
}

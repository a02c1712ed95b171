import { RuleLink } from "#components/incident/rule-link.tsx";
import { type Blocker, blockerWords } from "#lib/domain/refusal.ts";

export function BlockerList({ blockers }: { blockers: readonly Blocker[] }) {
  return (
    <ul className="list-disc pl-5 text-s">
      {blockers.map((blocker) => (
        <li key={`${blocker.rule} ${blocker.field} ${blocker.message}`}>
          {blockerWords(blocker)} {blocker.rule === null ? null : <RuleLink rule={{ id: blocker.rule }} />}
        </li>
      ))}
    </ul>
  );
}

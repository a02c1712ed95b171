import { RuleLink } from "#components/incident/rule-link.tsx";
import type { Blocker } from "#lib/domain/refusal.ts";

export function BlockerList({ blockers }: { blockers: readonly Blocker[] }) {
  return (
    <ul className="list-disc pl-5 text-s">
      {blockers.map((blocker) => (
        <li key={`${blocker.rule}${blocker.message}`}>
          {blocker.message} {blocker.rule === null ? null : <RuleLink rule={{ id: blocker.rule }} />}
        </li>
      ))}
    </ul>
  );
}

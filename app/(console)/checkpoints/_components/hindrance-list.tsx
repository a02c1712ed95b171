import { RuleLink } from "#components/incident/rule-link.tsx";
import type { Hindrance } from "#lib/domain/checkpoint/standing.ts";

/** What stands in the way, each with its rule. */
export function HindranceList({ hindrances }: { hindrances: readonly Hindrance[] }) {
  return (
    <ul className="mt-1 grid gap-0.5 text-s">
      {hindrances.map(({ id, title, rule }) => (
        <li key={`${id} ${title}`}>
          {title} {rule === null ? null : <RuleLink rule={{ id: rule }} />}
        </li>
      ))}
    </ul>
  );
}

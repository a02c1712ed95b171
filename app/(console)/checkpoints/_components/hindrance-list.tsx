import { RuleLink } from "#components/incident/rule-link.tsx";
import type { Hindrance } from "#lib/domain/checkpoint/standing.ts";

type Props = { hindrances: readonly Hindrance[] };

/** What stands in the way, each with its rule. */
export function HindranceList({ hindrances }: Props) {
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

type ApartProps = Props & {
  /** The ids of all criteria: an open one is worded as what is still to be shown. */
  criteria: readonly string[];
  /** Where the criteria stand with their lists, too. */
  foldsCriteria?: boolean | undefined;
};

/** What stands in the way, and apart from it the criteria that nothing shows to hold, which read as if they did. */
export function HindrancesApart({ hindrances, criteria, foldsCriteria = false }: ApartProps) {
  const open = hindrances.filter(({ id }) => criteria.includes(id));
  const others = hindrances.filter((one) => !open.includes(one));
  const openTitle = `Not shown to hold yet (${open.length})`;
  return (
    <div className="grid gap-2 text-s empty:hidden">
      {others.length === 0 ? null : (
        <div>
          {foldsCriteria && open.length === 0 ? null : (
            <p className="text-soft">In the way ({others.length})</p>
          )}
          <HindranceList hindrances={others} />
        </div>
      )}
      {open.length === 0 ? null : foldsCriteria ? (
        <details>
          <summary className="cursor-pointer text-soft">{openTitle}</summary>
          <HindranceList hindrances={open} />
        </details>
      ) : (
        <div>
          <p className="text-soft">{openTitle}</p>
          <HindranceList hindrances={open} />
        </div>
      )}
    </div>
  );
}

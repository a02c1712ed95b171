import { clsx } from "clsx";

export type RuleRef = { id: string; href?: string | undefined };

/** A rule's id, with a link to its clause where there is one. */
export function RuleLink({ rule, className }: { rule: RuleRef; className?: string | undefined }) {
  const look = clsx("figures whitespace-nowrap text-faint text-xs", className);
  if (!rule.href) return <span className={look}>{rule.id}</span>;
  return (
    <a
      href={rule.href}
      title={`Rule ${rule.id}: read the clause`}
      className={clsx(look, "underline decoration-dotted underline-offset-2 hover:text-text")}
    >
      {rule.id}
    </a>
  );
}

"use client";

import { clsx } from "clsx";
import { createContext, type ReactNode, useContext } from "react";
import { ruleHref } from "#lib/domain/protocol/rule-href.ts";

export type RuleRef = { id: string; href?: string | undefined };

const PackId = createContext<string | null>(null);

/** Below it, every rule's id leads to its clause in this protocol. */
export function RulesOf({ packId, children }: { packId: string; children: ReactNode }) {
  return <PackId value={packId}>{children}</PackId>;
}

/** A rule's id, with a link to its clause where the protocol is known. */
export function RuleLink({ rule, className }: { rule: RuleRef; className?: string | undefined }) {
  const packId = useContext(PackId);
  const look = clsx("figures whitespace-nowrap text-faint text-xs", className);
  const href = rule.href ?? (packId === null ? undefined : ruleHref(packId, rule.id));
  if (href === undefined) return <span className={look}>{rule.id}</span>;
  return (
    <a
      href={href}
      title={`Rule ${rule.id}: read the clause`}
      className={clsx(look, "underline decoration-dotted underline-offset-2 hover:text-text")}
    >
      {rule.id}
    </a>
  );
}

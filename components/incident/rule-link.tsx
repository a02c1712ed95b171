"use client";

import { clsx } from "clsx";
import { createContext, type ReactNode, useContext } from "react";
import { ruleHref } from "#lib/domain/protocol/rule-href.ts";

export type RuleRef = { id: string; href?: string | undefined };

type Read = { packId: string; hash?: string | undefined };
const Protocol = createContext<Read | null>(null);

/** Below it, every rule's id leads to its clause in this protocol, in the version of the hash where one is pinned. */
export function RulesOf({ packId, hash, children }: Read & { children: ReactNode }) {
  return <Protocol value={{ packId, hash }}>{children}</Protocol>;
}

/** A rule's id, with a link to its clause where the protocol is known. */
export function RuleLink({ rule, className }: { rule: RuleRef; className?: string | undefined }) {
  const protocol = useContext(Protocol);
  const look = clsx("figures whitespace-nowrap text-faint text-xs", className);
  const href =
    rule.href ?? (protocol === null ? undefined : ruleHref(protocol.packId, rule.id, protocol.hash));
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

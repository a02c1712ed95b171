"use client";

import { Banner } from "#components/ui/banner.tsx";
import type { Blocker } from "#lib/domain/refusal.ts";
import { useRoom } from "../room/room-context.ts";
import { spoken } from "../view/spoken.ts";

/** What stands in the way, each with its rule; nothing where nothing does. */
export function BlockerBanner({ title, blockers }: { title: string; blockers: readonly Blocker[] }) {
  const { log, names } = useRoom();
  if (blockers.length === 0) return null;
  return (
    <Banner tone="risk" title={title}>
      <ul className="list-disc pl-4">
        {blockers.map(({ message, rule }) => (
          <li key={message}>
            {spoken(message, log.entries, names)} <span className="figures text-faint text-xs">{rule}</span>
          </li>
        ))}
      </ul>
    </Banner>
  );
}

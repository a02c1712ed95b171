import type { LucideIcon } from "lucide-react";

/** Something a person can do or open from the palette. */
export type PaletteAction = {
  id: string;
  title: string;
  /** Heading under which it stands: "This incident", "Go to". */
  group: string;
  icon?: LucideIcon | undefined;
  /** Other words by which people look for it. */
  keywords?: readonly string[] | undefined;
  keyLabel?: string | undefined;
  /** Why it cannot be done now: it stays in sight, and says so. */
  refusedBecause?: string | undefined;
} & ({ kind: "act"; onSelect: () => void } | { kind: "open"; href: string });

export function groupActions(actions: readonly PaletteAction[]): [string, PaletteAction[]][] {
  const groups = new Map<string, PaletteAction[]>();
  for (const action of actions) {
    const group = groups.get(action.group);
    if (group) group.push(action);
    else groups.set(action.group, [action]);
  }
  return [...groups];
}

import type { Rules } from "./rules.ts";
import { type Around, hasEnded, mayBeGo, picture, type Vote, type World } from "./world.ts";

type Asking = { question: string; world: World; around: Around; rules: Rules };

/** The sides whose signature is over something else than stands now. */
export function outdated({ question, world, around, rules }: Asking): string[] {
  const now = picture(question, world, around, rules);
  return Object.entries(world.votes[question] ?? {})
    .filter(([, { over }]) => over !== now)
    .map(([side]) => side);
}

/** What the signatures that stand come to: null while a side, or what a GO needs, is missing. */
export function answered(asking: Asking): { isGo: boolean; isSame: boolean; votes: Vote[] } | null {
  const { question, world, around, rules } = asking;
  const votes = rules.sides.flatMap((side) => world.votes[question]?.[side] ?? []);
  if (votes.length < rules.sides.length || outdated(asking).length > 0) return null;
  const isGo = votes.every(({ answer }) => answer === "go");
  const isStrong = !rules.questions[question]?.needsPasskeys || votes.every(({ isPasskey }) => isPasskey);
  if (isGo && !(isStrong && mayBeGo(question, world, around, rules))) return null;
  return { isGo, isSame: votes.every(({ answer }) => answer === votes[0]?.answer), votes };
}

/** What the console owes at once, by itself: a NO-GO that ended it, signatures that count no more, a record that both signed. */
export function unsettled(world: World, around: Around, rules: Rules): string[] {
  if (!world.isOpen) return [];
  return Object.keys(rules.questions).flatMap((question) => {
    const asking = { question, world, around, rules };
    const sealed = world.sealed[question];
    if (hasEnded(world)) return sealed?.outcome === "no-go" ? [] : [`${question}: its end is not sealed`];
    if (sealed !== undefined) return [];
    if (outdated(asking).length > 0) return [`${question}: a signature still counts over something else`];
    return answered(asking) === null ? [] : [`${question}: nothing sealed what both sides signed`];
  });
}

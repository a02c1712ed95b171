import { edgePlatformRules } from "./edge-platform.ts";
import { failingCycleRules } from "./failing-cycle.ts";
import { later } from "./later.ts";
import { mvp4GaRules } from "./mvp4-ga.ts";
import type { Clause, Rule, RuleBook, RuleKind } from "./rule-book.ts";
import { serviceV3CutoverRules } from "./service-v3-cutover.ts";
import { serviceV3RollbackRules } from "./service-v3-rollback.ts";

const books = [
  serviceV3RollbackRules,
  serviceV3CutoverRules,
  failingCycleRules,
  mvp4GaRules,
  edgePlatformRules,
];

const inOrder = (a: Rule, b: Rule) => a.id.localeCompare(b.id, "en", { numeric: true });

function rulesOf({ pack }: RuleBook, clause: Clause, kind: RuleKind): Rule[] {
  const sentences = Object.entries(clause[kind] ?? {});
  return sentences.map(([id, says]) => ({ id, says, clause: clause.clause, kind, pack }));
}

/** Every rule of the five documents, document by document. */
export const rules: Rule[] = books.flatMap((book) =>
  book.clauses
    .flatMap((clause) => [...rulesOf(book, clause, "behaviour"), ...rulesOf(book, clause, "data")])
    .toSorted(inOrder),
);

/** Why a rule is not kept yet; null for one that is. */
export const laterBecause = (id: string): string | null =>
  later.find(({ ids }) => ids.includes(id))?.because ?? null;

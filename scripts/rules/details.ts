import { placeOf } from "./clauses.ts";
import type { Outcome } from "./outcomes.ts";
import type { Tried } from "./trials.ts";
import type { Row } from "./verdict.ts";

const came: Record<Tried["came"], string> = {
  caught: "missed when it is gone",
  needed: "no pack without it",
  unnoticed: "gone, and no scenario with the rule's id noticed",
  untested: "no scenario has the rule's id",
};

const lineOf = ({ file, name, passed }: Outcome) => `  ${passed ? "✓" : "✗"} ${file}: ${name}`;

/** All there is to say of a rule: our sentence, the clause, its tests by name, and what its parts came to. */
const detailOf = ({ rule, state, why, named, tried }: Row): string =>
  [
    `${rule.id} (${rule.kind}, ${state}): ${rule.says}`,
    `  ${rule.pack}, "${rule.clause}"`,
    ...(state === "green" ? [] : why.map((reason) => `  because: ${reason}`)),
    ...named.map(lineOf),
    ...tried.map((one) => `  - ${placeOf(one.clause)}: ${came[one.came]}`),
  ].join("\n");

export const detailsOf = (rows: Row[]): string => rows.map(detailOf).join("\n\n");

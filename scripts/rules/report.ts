import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { laterBecause, rules } from "#lib/protocols/rules/index.ts";
import type { Rule } from "#lib/protocols/rules/rule-book.ts";
import { root } from "#scripts/root.ts";
import { reportFiles, type Tally } from "#scripts/testing/suites.ts";
import { detailsOf } from "./details.ts";
import { journeyOutcomes, type Outcome, type Suite, vitestOutcomes } from "./outcomes.ts";
import { shippedPacks } from "./shipped-packs.ts";
import { sumOf, tableOf } from "./table.ts";
import { tryClauses } from "./trials.ts";
import { findStrangers, isCarriedBy, judgeRules, type Row } from "./verdict.ts";

/** What a suite's last run found, and when that was; null where there is no report of one. */
export type Last = { suite: Suite; outcomes: Outcome[]; at: Date } | null;

function last(suite: Suite, file: string, read: (report: unknown) => Outcome[]): Last {
  if (!existsSync(file)) return null;
  const outcomes = read(JSON.parse(readFileSync(file, "utf8"))).filter((outcome) => outcome.suite === suite);
  return { suite, outcomes, at: statSync(file).mtime };
}
const ofVitest = (report: unknown) => vitestOutcomes(report, root);

export const lastReports = (unitReport: string): Record<Suite, Last> => ({
  unit: last("unit", unitReport, ofVitest),
  postgres: last("postgres", reportFiles.vitest, ofVitest),
  journeys: last("journeys", reportFiles.journeys, journeyOutcomes),
});

/** In full for a rule that was asked for by its id; of all rules in a file. */
function tellDetails(rows: Row[], names: string[], say: (line: string) => void): void {
  const byId = rows.filter(({ rule }) => names.some((name) => isCarriedBy(name, rule.id)));
  if (byId.length > 0) say(`\n${detailsOf(byId)}`);
  if (names.length > 0) return;
  mkdirSync(dirname(reportFiles.rules), { recursive: true });
  writeFileSync(reportFiles.rules, `${detailsOf(rows)}\n`);
  say(`\nEvery rule with its sentence and its tests by name: ${relative(root, reportFiles.rules)}`);
}

/** What one may ask for by name: a pack, or a rule with its items. */
export const isKnown = (name: string): boolean => rules.some(({ id, pack }) => id === name || pack === name);
const isAsked = (names: string[]) => (rule: Rule) =>
  names.length === 0 || names.some((name) => rule.pack === name || isCarriedBy(name, rule.id));

/** Prints the table of every rule, or of those asked for by name, and counts what is green. */
export async function reportRules(
  reports: Record<Suite, Last>,
  names: string[],
  say: (line: string) => void,
): Promise<Tally> {
  const asked = rules.filter(isAsked(names));
  const kept = new Set(asked.filter(({ id }) => laterBecause(id) === null).map(({ id }) => id));
  const outcomes = Object.values(reports).flatMap((report) => report?.outcomes ?? []);
  const tried = await tryClauses(shippedPacks, outcomes, {
    root,
    folder: "lib/protocols/",
    asked: (rule) => kept.has(rule),
  });
  const suites = Object.keys(reports) as Suite[];
  const notRun = suites.filter((suite) => reports[suite] === null);
  const rows = judgeRules({ rules: asked, later: laterBecause, outcomes, tried, notRun });
  const strangers = findStrangers(rules, outcomes, shippedPacks);
  say(tableOf(rows));
  tellDetails(rows, names, say);
  for (const stranger of strangers) say(`✗ ${stranger}`);
  say(`\n${sumOf(rows)}`);
  const green = rows.filter(({ state }) => state === "green").length;
  const failed = rows.filter(({ state }) => state === "red" || state === "not run").length;
  return { passed: green, failed: failed + strangers.length };
}

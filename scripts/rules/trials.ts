import { join } from "node:path";
import { startVitest } from "vitest/node";
import { clausesOf, type PackClause } from "./clauses.ts";
import { type Outcome, rulesNamed } from "./outcomes.ts";
import type { ShippedPack } from "./shipped-packs.ts";
import { takeOut } from "./take-out.ts";
import type { Trial } from "./trial.ts";

/**
 * Whether a test with the clause's rule noticed that the clause was gone. `needed`: no pack is left that parses,
 * so every scenario of it fails, the ones with the rule included.
 */
export type Tried = { clause: PackClause; came: "caught" | "needed" | "unnoticed" | "untested" };

export type Search = {
  root: string;
  /** Where the packs' scenarios stand. */
  folder: string;
  asked: (rule: string) => boolean;
};

/** The scenario files with a test that carries the rule. */
function filesWith(rule: string, outcomes: Outcome[], { root, folder }: Search): string[] {
  const named = outcomes.filter(
    ({ suite, file, name }) => suite === "unit" && file.startsWith(folder) && rulesNamed(name).includes(rule),
  );
  return [...new Set(named.map(({ file }) => join(root, file)))];
}

/** Runs only the tests that carry the rule of the trial they are in, and says which trials turned red. */
async function redTrials(trials: Trial[], root: string): Promise<Set<number>> {
  const red = new Set<number>();
  const packs = Map.groupBy(trials, ({ pack }) => pack);
  const before = process.exitCode;
  const run = await startVitest(
    "test",
    [],
    {
      config: false,
      watch: false,
      root,
      maxWorkers: 2,
      testNamePattern: String.raw`^\d+ (\S+) .*\[\1\]`,
      reporters: [
        {
          onTestCaseResult(test) {
            if (test.result().state === "failed") red.add(Number.parseInt(test.fullName, 10));
          },
        },
      ],
    },
    {
      test: {
        projects: [...packs].map(([name, ofPack]) => ({
          test: {
            name,
            include: ["scripts/rules/taken-out.run.ts"],
            provide: { trials: ofPack },
          },
        })),
      },
    },
  );
  const broken = run.state.getUnhandledErrors();
  const lost = run.state.getTestModules().flatMap((module) => module.errors());
  await run.close();
  process.exitCode = before;
  if (broken.length + lost.length > 0)
    throw new Error(`the trials did not run: ${String([...broken, ...lost][0])}`);
  return red;
}

/** Takes each clause out of its pack, one at a time, and asks the scenarios whether they notice. */
export async function tryClauses(
  packs: ShippedPack[],
  outcomes: Outcome[],
  search: Search,
): Promise<Tried[]> {
  const tried: Tried[] = [];
  const trials: Trial[] = [];
  const clauses = packs.flatMap((pack) =>
    clausesOf(pack.id, pack.source)
      .filter(({ rule }) => search.asked(rule))
      .map((clause) => ({ pack, clause })),
  );
  for (const [number, { pack, clause }] of clauses.entries()) {
    const files = filesWith(clause.rule, outcomes, search);
    const rest = takeOut(pack.source, clause, pack.judge);
    if (rest !== null && files.length > 0)
      trials.push({ number, rule: clause.rule, pack: pack.id, source: rest.source, files });
    tried.push({ clause, came: files.length === 0 ? "untested" : rest === null ? "needed" : "unnoticed" });
  }
  const red = trials.length > 0 ? await redTrials(trials, search.root) : new Set<number>();
  return tried.map((one, number) => (red.has(number) ? { ...one, came: "caught" } : one));
}

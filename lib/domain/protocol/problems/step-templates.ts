import type { z } from "zod";
import { parseTemplate } from "../../notice/template.ts";
import type { PackSource } from "../pack.ts";
import type { PackProblem } from "../pack-problem.ts";
import { namesWords } from "./found.ts";

type Source = z.output<typeof PackSource>;

/** What steps and proofs hand to an action, and what a person types before one: only values that there will be. */
export function stepTemplateProblems(pack: Source): PackProblem[] {
  const targets = Object.keys(pack.targets).map((name) => `targets.${name}`);
  const steps = Object.entries(pack.plans).flatMap(([plan, { steps: all }]) =>
    all.flatMap(({ id, with: values, confirm }) => {
      const path = `plans.${plan}.steps.${id}`;
      return [
        ...valuesProblems(`${path}.with`, values, targets),
        ...(confirm === undefined ? [] : templateProblems(`${path}.confirm`, confirm, targets)),
      ];
    }),
  );
  const proofs = Object.entries(pack.evidence).flatMap(([name, { with: values }]) =>
    valuesProblems(`evidence.${name}.with`, values, []),
  );
  return [...steps, ...proofs];
}

const valuesProblems = (
  path: string,
  values: Record<string, string>,
  targets: readonly string[],
): PackProblem[] =>
  Object.entries(values).flatMap(([name, value]) => templateProblems(`${path}.${name}`, value, targets));

function templateProblems(path: string, template: string, known: readonly string[]): PackProblem[] {
  const parsed = parseTemplate(template);
  if (!parsed.ok) {
    return parsed.problems.map(({ line, reason }) => ({ path, message: `line ${line}: ${reason}` }));
  }
  return parsed.paths
    .filter((name) => !name.startsWith("baseline.") && !known.includes(name))
    .map((name) => ({
      path,
      message: `"${name}" is nothing that may stand here; there are: ${namesWords(["baseline.*", ...known])}`,
      found: name,
      names: known,
    }));
}

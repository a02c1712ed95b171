import { parseTemplate } from "../../notice/template.ts";
import type { PackProblem } from "../pack-problem.ts";
import { namesWords } from "../problems/found.ts";
import { conditionsProblems, criteriaProblems, repeatedIds } from "./condition.ts";
import { all, each, type Known, ownerProblems, type Source } from "./names.ts";

/** Who may start what, which steps it has, and what must not move meanwhile. */
export const rollbackProblems = (pack: Source, known: Known): PackProblem[] => [
  ...authorityProblems(pack, known),
  ...each(pack.plans, "plans", (path, plan) => [
    ...all(known.severity, `${path}.severities`, plan.severities),
    ...criteriaProblems(`${path}.needs`, plan.needs, known),
    ...repeatedIds(`${path}.steps`, plan.steps),
    ...plan.steps.flatMap((step) => [
      ...known.lane(`${path}.steps.${step.id}.lane`, step.lane),
      ...all(known.level, `${path}.steps.${step.id}.scopes`, step.scopes),
      ...quotedProblems(`${path}.steps.${step.id}.with`, step.with, pack),
    ]),
  ]),
  ...each(pack.freezes, "freezes", (path, freeze) => [
    ...conditionsProblems(`${path}.liftsWhen`, freeze.liftsWhen, known),
    ...all(known.role, `${path}.admits.roles`, freeze.admits.roles),
  ]),
  ...(pack.unfreeze === undefined
    ? []
    : [
        ...known.role("unfreeze.by", pack.unfreeze.by),
        ...criteriaProblems("unfreeze.criteria", pack.unfreeze.criteria, known),
      ]),
  ...each(pack.checks, "checks", (path, check) => ownerProblems(`${path}.owner`, check.owner, known)),
];

/** A target that a step quotes is one that the pack has confirmed. */
function quotedProblems(path: string, values: Record<string, string>, pack: Source): PackProblem[] {
  const targets = Object.keys(pack.targets).map((name) => `targets.${name}`);
  return Object.entries(values).flatMap(([name, value]) => {
    const parsed = parseTemplate(value);
    const quoted = parsed.ok ? parsed.paths : [];
    return quoted
      .filter((one) => one.startsWith("targets.") && !targets.includes(one))
      .map((one) => ({
        path: `${path}.${name}`,
        message: `"${one}" is no target of this pack; there are: ${namesWords(targets)}`,
        found: one,
        names: targets,
      }));
  });
}

function authorityProblems(pack: Source, known: Known): PackProblem[] {
  return pack.authority.startRollback.flatMap((rule, index) => {
    const path = `authority.startRollback.${index}`;
    return [
      ...all(known.severity, `${path}.severities`, rule.severities),
      ...all(known.role, `${path}.by`, rule.by),
      ...known.role(`${path}.approval.role`, rule.approval?.role),
      ...known.role(`${path}.ratify.role`, rule.ratify?.role),
      ...all(known.role, `${path}.consensus`, rule.consensus),
      ...known.notice(`${path}.ahead.notice`, rule.ahead?.notice),
      ...(rule.mode === "consensus-scheduled" && rule.consensus.length === 0
        ? [
            {
              path: `${path}.consensus`,
              message: "is empty: a scheduled start names the roles that agree to it",
            },
          ]
        : []),
    ];
  });
}

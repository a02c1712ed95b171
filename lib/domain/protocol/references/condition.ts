import type { Condition, PlainCondition } from "../condition.ts";
import type { PackProblem } from "../pack-problem.ts";
import type { Criterion } from "../parts/gate.ts";
import { all, type Known, ownerProblems } from "./names.ts";

export const conditionsProblems = (path: string, conditions: Condition[], known: Known): PackProblem[] =>
  conditions.flatMap((one, index) => conditionProblems(`${path}.${index}`, one, known));

export const criteriaProblems = (path: string, criteria: Criterion[], known: Known): PackProblem[] => [
  ...repeatedIds(path, criteria),
  ...criteria.flatMap((criterion) => criterionProblems(`${path}.${criterion.id}`, criterion, known)),
];

/** A list's ids are its names: two of the same would hide each other. */
export const repeatedIds = (path: string, parts: { id: string }[]): PackProblem[] =>
  parts
    .filter(({ id }, index) => parts.findIndex((other) => other.id === id) !== index)
    .map(({ id }) => ({ path, message: `"${id}" is there twice` }));

const criterionProblems = (path: string, criterion: Criterion, known: Known): PackProblem[] => [
  ...conditionProblems(`${path}.condition`, criterion.condition, known),
  ...conditionsProblems(`${path}.when`, criterion.when, known),
  ...(criterion.owner === undefined ? [] : ownerProblems(`${path}.owner`, criterion.owner, known)),
];

export function conditionProblems(path: string, condition: Condition, known: Known): PackProblem[] {
  switch (condition.is) {
    case "any-of":
    case "all-of":
      return condition.of.flatMap((one, index) => plainProblems(`${path}.of.${index}`, one, known));
    default:
      return plainProblems(path, condition, known);
  }
}

function plainProblems(path: string, condition: PlainCondition, known: Known): PackProblem[] {
  switch (condition.is) {
    case "severity-at-least":
      return known.severity(`${path}.severity`, condition.severity);
    case "severity-in":
      return all(known.severity, `${path}.severities`, condition.severities);
    case "trigger-in":
      return all(known.trigger, `${path}.triggers`, condition.triggers);
    case "notice-accepted":
      return known.notice(`${path}.notice`, condition.notice);
    case "evidence-present":
      return known.evidence(`${path}.evidence`, condition.evidence);
    case "bundle-complete":
      return known.bundle(`${path}.bundle`, condition.bundle);
    case "decision-sealed":
      return known.gate(`${path}.gate`, condition.gate);
    case "deliverable-handed-in":
      return known.deliverable(`${path}.deliverable`, condition.deliverable);
    case "fact-given":
    case "fact-is":
      return known.fact(`${path}.fact`, condition.fact);
    case "role-assigned":
      return known.role(`${path}.role`, condition.role);
    case "scope-at-least":
      return known.level(`${path}.level`, condition.level);
    case "target-confirmed":
      return known.target(`${path}.target`, condition.target);
    case "play-chosen":
      return all(known.play, `${path}.plays`, condition.plays);
    case "check-green":
    case "measure-normal":
      return known.check(`${path}.check`, condition.check);
    case "attested":
      return known.attestation(`${path}.attestation`, condition.attestation);
    case "event-recorded":
    case "trigger-confirmed":
    case "discussion-concluded":
    case "bridge-linked":
    case "mode-declared":
    case "containment-decided":
    case "unfrozen":
    case "rollback-executed":
    case "rollback-verified":
    case "rollback-complete":
    case "rollback-settled":
    case "checkpoint-go":
    case "no-critical-incident":
    case "clocks-settled":
    case "ratified":
    case "status-operational":
    case "status-said":
      return [];
  }
}

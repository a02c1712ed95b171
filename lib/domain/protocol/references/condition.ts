import type { Condition } from "../condition.ts";
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

type Check<K extends Condition["is"]> = (
  condition: Extract<Condition, { is: K }>,
  path: string,
  known: Known,
) => PackProblem[];

const namesNothing = () => [];
const joined = ({ of }: { of: Condition[] }, path: string, known: Known): PackProblem[] =>
  of.flatMap((one, index) => conditionProblems(`${path}.of.${index}`, one, known));

/** The names that each kind of condition uses: a kind that is not here does not compile. */
const checks: { [K in Condition["is"]]: Check<K> } = {
  "any-of": joined,
  "all-of": joined,
  "severity-at-least": ({ severity }, path, known) => known.severity(`${path}.severity`, severity),
  "severity-in": ({ severities }, path, known) => all(known.severity, `${path}.severities`, severities),
  "trigger-in": ({ triggers }, path, known) => all(known.trigger, `${path}.triggers`, triggers),
  "notice-accepted": ({ notice }, path, known) => known.notice(`${path}.notice`, notice),
  "evidence-present": ({ evidence }, path, known) => known.evidence(`${path}.evidence`, evidence),
  "bundle-complete": ({ bundle }, path, known) => known.bundle(`${path}.bundle`, bundle),
  "decision-sealed": ({ gate }, path, known) => known.gate(`${path}.gate`, gate),
  "deliverable-handed-in": ({ deliverable }, path, known) =>
    known.deliverable(`${path}.deliverable`, deliverable),
  "fact-given": ({ fact }, path, known) => known.fact(`${path}.fact`, fact),
  "fact-is": ({ fact }, path, known) => known.fact(`${path}.fact`, fact),
  "role-assigned": ({ role }, path, known) => known.role(`${path}.role`, role),
  "scope-at-least": ({ level }, path, known) => known.level(`${path}.level`, level),
  "target-confirmed": ({ target }, path, known) => known.target(`${path}.target`, target),
  "play-chosen": ({ plays }, path, known) => all(known.play, `${path}.plays`, plays),
  "check-green": ({ check }, path, known) => known.check(`${path}.check`, check),
  "measure-normal": ({ check }, path, known) => known.check(`${path}.check`, check),
  attested: ({ attestation }, path, known) => known.attestation(`${path}.attestation`, attestation),
  "event-recorded": namesNothing,
  "trigger-confirmed": namesNothing,
  "discussion-concluded": namesNothing,
  "bridge-linked": namesNothing,
  "mode-declared": namesNothing,
  "containment-decided": namesNothing,
  unfrozen: namesNothing,
  "rollback-executed": namesNothing,
  "rollback-verified": namesNothing,
  "rollback-complete": namesNothing,
  "rollback-settled": namesNothing,
  "checkpoint-go": namesNothing,
  "no-critical-incident": namesNothing,
  "clocks-settled": namesNothing,
  "breaches-explained": namesNothing,
  ratified: namesNothing,
  "status-operational": namesNothing,
  "status-said": namesNothing,
};

export function conditionProblems(path: string, condition: Condition, known: Known): PackProblem[] {
  const check = checks[condition.is] as Check<Condition["is"]>;
  return check(condition, path, known);
}

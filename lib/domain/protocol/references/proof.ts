import type { PackProblem } from "../pack-problem.ts";
import { conditionsProblems, criteriaProblems } from "./condition.ts";
import { all, each, type Known, type Source } from "./names.ts";

/** Evidence, bundles, gates, attestations, and what must hold at the end. */
export const proofProblems = (pack: Source, known: Known): PackProblem[] => [
  ...each(pack.evidence, "evidence", (path, evidence) => [
    ...known.party(`${path}.party`, evidence.party),
    ...known.role(`${path}.role`, evidence.role),
    ...known.lane(`${path}.lane`, evidence.lane),
    ...all(known.level, `${path}.scopes`, evidence.scopes),
    ...conditionsProblems(`${path}.when`, evidence.when, known),
  ]),
  ...each(pack.bundles, "bundles", (path, bundle) => [
    ...all(known.evidence, `${path}.evidence`, bundle.evidence),
    ...known.gate(`${path}.finalRecord`, bundle.finalRecord),
  ]),
  ...each(pack.gates, "gates", (path, gate) => [
    ...known.party(`${path}.proposes`, gate.proposes),
    ...known.party(`${path}.confirms`, gate.confirms),
    ...criteriaProblems(`${path}.criteria`, gate.criteria, known),
    ...Object.keys(gate.decisionLog).flatMap((party) => known.party(`${path}.decisionLog.${party}`, party)),
    ...gate.answers.flatMap((answer) =>
      criteriaProblems(`${path}.answers.${answer.id}.criteria`, answer.criteria, known),
    ),
  ]),
  ...each(pack.attestations, "attestations", (path, attestation) => known.role(`${path}.by`, attestation.by)),
  ...criteriaProblems("exit", pack.exit, known),
];

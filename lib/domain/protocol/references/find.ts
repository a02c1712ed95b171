import type { PackProblem } from "../pack-problem.ts";
import { deadlineProblems } from "./deadlines.ts";
import { knownNames, type Source } from "./names.ts";
import { proofProblems } from "./proof.ts";
import { rollbackProblems } from "./rollback.ts";
import { situationProblems } from "./situation.ts";

/** Every name that a pack uses and does not declare, with its path and the names there are. */
export function findDanglingNames(pack: Source): PackProblem[] {
  const known = knownNames(pack);
  return [
    ...situationProblems(pack, known),
    ...deadlineProblems(pack, known),
    ...rollbackProblems(pack, known),
    ...proofProblems(pack, known),
  ];
}

import type { PackProblem } from "../pack-problem.ts";
import { deadlineProblems } from "./deadlines.ts";
import { type Known, knownNames, type Source } from "./names.ts";
import { proofProblems } from "./proof.ts";
import { rollbackProblems } from "./rollback.ts";
import { situationProblems } from "./situation.ts";

/** Every name that a pack uses and does not declare, with its path and the names there are. */
export const findDanglingNames = (pack: Source): PackProblem[] => danglingNames(pack, knownNames(pack));

/** The same, asked of checks of one's own. */
export const danglingNames = (pack: Source, known: Known): PackProblem[] => [
  ...situationProblems(pack, known),
  ...deadlineProblems(pack, known),
  ...rollbackProblems(pack, known),
  ...proofProblems(pack, known),
];

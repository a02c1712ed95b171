import type { z } from "zod";
import type { PackSource } from "../pack.ts";
import type { PackProblem } from "../pack-problem.ts";
import { repeatedIds } from "../references/condition.ts";

/** A gate that could not be decided one way, or of whose answers two go by one name. */
export const answerProblems = ({ gates }: z.output<typeof PackSource>): PackProblem[] =>
  Object.entries(gates).flatMap(([name, { answers }]) => {
    const path = `gates.${name}.answers`;
    const missing = [true, false].filter((go) => answers.every((answer) => answer.go !== go));
    return [
      ...repeatedIds(path, answers),
      ...missing.map((go) => ({ path, message: `expected an answer that is ${go ? "GO" : "NO-GO"}` })),
    ];
  });

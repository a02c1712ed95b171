import type { z } from "zod";
import { checkpointPrefix } from "../../record/streams.ts";
import type { PackSource } from "../pack.ts";
import type { PackProblem } from "../pack-problem.ts";

/** Incidents that are numbered as checkpoints are: a reference would not tell which of the two it names. */
export const prefixProblems = ({ referencePrefix }: z.output<typeof PackSource>): PackProblem[] =>
  referencePrefix === checkpointPrefix
    ? [
        {
          path: "referencePrefix",
          message: `"${checkpointPrefix}" numbers checkpoints; expected another prefix`,
        },
      ]
    : [];

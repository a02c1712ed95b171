import { z } from "zod";
import { mostLines, readPage } from "#lib/queries/step-output.ts";
import {
  answerJson,
  answerOutput,
  lineNumber,
  type OutputContext,
} from "../../../../../_door/answer-output.ts";

const Question = z.object({ from: lineNumber, count: lineNumber.pipe(z.number().min(1).max(mostLines)) });

/** Some lines of a step's output, and how many there are. */
export const GET = (request: Request, context: OutputContext): Promise<Response> =>
  answerOutput(request, context, Question, async (address, { from, count }) =>
    answerJson(await readPage(address, from, count)),
  );

import { z } from "zod";
import { findLines } from "#lib/queries/step-output.ts";
import {
  answerJson,
  answerOutput,
  lineNumber,
  type OutputContext,
} from "../../../../../_door/answer-output.ts";

const Question = z.object({
  words: z.string().min(1).max(200),
  from: lineNumber.default(0),
});

/** Which lines of a step's output hold some words. */
export const GET = (request: Request, context: OutputContext): Promise<Response> =>
  answerOutput(request, context, Question, async (address, { words, from }) =>
    answerJson(await findLines(address, words, from)),
  );

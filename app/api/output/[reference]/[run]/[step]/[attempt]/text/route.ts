import { z } from "zod";
import { openText } from "#lib/queries/step-output.ts";
import { answerOutput, type OutputContext } from "../../../../../_door/answer-output.ts";

const safeName = (words: string) => words.replaceAll(/[^\w.-]+/g, "-");

/** A step's whole output as a file: the text whose digest stands in the log. */
export const GET = (request: Request, context: OutputContext): Promise<Response> =>
  answerOutput(request, context, z.object({}), async (address, _question, { reference, step, attempt }) => {
    const name = safeName(`${reference}-${step}-${attempt}`);
    return new Response(openText(address), {
      headers: {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Disposition": `attachment; filename="${name}.txt"`,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
      },
    });
  });

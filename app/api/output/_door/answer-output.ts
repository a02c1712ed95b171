import { z } from "zod";
import { currentViewer } from "#lib/auth/session/index.ts";
import { AppError } from "#lib/platform/errors.ts";
import { createLog } from "#lib/platform/log.ts";
import { type AskedOutput, findOutput } from "#lib/queries/step-output.ts";

export type OutputContext = { params: Promise<Record<keyof AskedOutput, string>> };
type Address = NonNullable<Awaited<ReturnType<typeof findOutput>>>;

const Asked = z.object({
  reference: z.string().max(40),
  run: z.uuid(),
  step: z.string().max(200),
  attempt: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
});

const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };
const refuse = (status: number, message: string) => Response.json({ message }, { status, headers });

/** What every door to a step's output asks first: who asks, and whether they have a part in the incident. */
export async function answerOutput<Question>(
  request: Request,
  { params }: OutputContext,
  question: z.ZodType<Question>,
  answer: (address: Address, question: Question, asked: AskedOutput) => Promise<Response>,
): Promise<Response> {
  try {
    const viewer = await currentViewer();
    if (viewer === null) return refuse(401, "Your session has ended. Sign in again.");
    const asked = Asked.safeParse(await params);
    const address = asked.success ? await findOutput(viewer, asked.data) : null;
    if (!asked.success || address === null)
      return refuse(404, "There is no such output, or you have no part in its incident.");
    const said = question.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!said.success) return refuse(400, z.prettifyError(said.error));
    return await answer(address, said.data, asked.data);
  } catch (error) {
    const isKnown = error instanceof AppError;
    createLog("output").warn(
      isKnown ? { reason: error.message } : { err: error },
      "output could not be read",
    );
    return refuse(503, "The output cannot be read at the moment. Try again.");
  }
}

export const answerJson = (body: object): Response => Response.json(body, { headers });

export const lineNumber = z
  .string()
  .regex(/^\d{1,9}$/, "a line's number, from 0")
  .transform(Number);

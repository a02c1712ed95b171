import { z } from "zod";
import { currentViewer } from "#lib/auth/session/index.ts";
import { settings } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { createLog } from "#lib/platform/log.ts";
import { readEarlierEntries } from "#lib/queries/room/earlier-entries.ts";
import { isForeign } from "../../_door/is-foreign.ts";

export const dynamic = "force-dynamic";

const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };
const refuse = (status: number, message: string) => Response.json({ message }, { status, headers });

const Question = z.object({
  before: z
    .string({ error: "a place in the log, such as 460" })
    .regex(/^\d{1,9}$/, "a place in the log, such as 460")
    .transform(Number),
});

type Context = { params: Promise<{ reference: string }> };

/** What came before the entries that a room's page holds, to those who may read the room. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  if (isForeign(request.headers)) return refuse(403, `Open the console at ${settings().url}.`);
  try {
    const viewer = await currentViewer();
    if (viewer === null) return refuse(401, "Your session has ended. Sign in again.");
    const asked = Question.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) return refuse(400, z.prettifyError(asked.error));
    const { reference } = await params;
    const entries = await readEarlierEntries(viewer, reference, asked.data.before);
    return entries === null
      ? refuse(404, `You have no part in ${reference}, or there is no such incident.`)
      : Response.json(entries, { headers });
  } catch (error) {
    const isKnown = error instanceof AppError;
    createLog("room").warn(isKnown ? { reason: error.message } : { err: error }, "entries could not be read");
    return refuse(503, "The log cannot be read at the moment. Try again.");
  }
}

import { currentViewer } from "#lib/auth/session/index.ts";
import { settings } from "#lib/platform/env.ts";
import { createLog } from "#lib/platform/log.ts";
import { openBoardStream } from "#lib/queries/live/board.ts";
import { isForeign } from "../../_door/is-foreign.ts";

export const dynamic = "force-dynamic";

const headers = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-cache, no-transform",
  "X-Accel-Buffering": "no",
  "X-Content-Type-Options": "nosniff",
};

const refuse = (status: number, message: string) => Response.json({ message }, { status });

/** Says when the board, a service's page or the roster should be read anew. */
export async function GET(request: Request): Promise<Response> {
  if (isForeign(request.headers)) return refuse(403, `Open the console at ${settings().url}.`);
  try {
    const viewer = await currentViewer();
    if (viewer === null) return refuse(401, "Your session has ended. Sign in again.");
    return new Response(await openBoardStream(viewer.sessionId, request.signal), { headers });
  } catch (error) {
    createLog("live").warn({ err: error }, "a stream could not be opened");
    return refuse(503, "The log cannot be read at the moment. Try again.");
  }
}

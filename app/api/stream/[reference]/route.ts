import { currentViewer } from "#lib/auth/session/index.ts";
import { settings } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { createLog } from "#lib/platform/log.ts";
import { openRoomStream } from "#lib/queries/live/stream.ts";
import { isForeign } from "../../_door/is-foreign.ts";

export const dynamic = "force-dynamic";

const headers = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-cache, no-transform",
  "X-Accel-Buffering": "no",
  "X-Content-Type-Options": "nosniff",
};

const refuse = (status: number, message: string) => Response.json({ message }, { status });

function lastSeqOf(request: Request): number {
  const asked = request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("after") ?? "0";
  return /^\d{1,9}$/.test(asked) ? Number(asked) : 0;
}

type Context = { params: Promise<{ reference: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  if (isForeign(request.headers)) return refuse(403, `Open the console at ${settings().url}.`);
  try {
    const viewer = await currentViewer();
    if (viewer === null) return refuse(401, "Your session has ended. Sign in again.");
    const { reference } = await params;
    const { personId, isAuditor, sessionId } = viewer;
    const stream = await openRoomStream({
      reference,
      reader: { personId, isAuditor },
      sessionId,
      afterSeq: lastSeqOf(request),
      signal: request.signal,
    });
    return stream === null
      ? refuse(404, `You have no part in ${reference}, or there is no such incident.`)
      : new Response(stream, { headers });
  } catch (error) {
    const isKnown = error instanceof AppError;
    createLog("live").warn(isKnown ? { reason: error.message } : { err: error }, "a stream was not opened");
    return refuse(503, "The log cannot be read at the moment. Try again.");
  }
}

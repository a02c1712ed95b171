import { z } from "zod";
import { currentViewer } from "#lib/auth/session/index.ts";
import { AppError } from "#lib/platform/errors.ts";
import { createLog } from "#lib/platform/log.ts";
import { openBundle } from "#lib/queries/exports.ts";

type Context = { params: Promise<{ export: string }> };

const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };
const refuse = (status: number, message: string) => Response.json({ message }, { status, headers });

/** A bundle, to who had it made. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  try {
    const viewer = await currentViewer();
    if (viewer === null) return refuse(401, "Your session has ended. Sign in again.");
    const asked = z.uuid().safeParse((await params).export);
    const opened = asked.success ? await openBundle(viewer, asked.data) : null;
    if (opened === null)
      return refuse(404, "There is no such bundle, it is kept no longer, or it was made for somebody else.");
    const { reference, size, content } = opened;
    return new Response(content, {
      headers: {
        ...headers,
        "Content-Type": "application/zip",
        "Content-Length": String(size),
        "Content-Disposition": `attachment; filename="${reference}.bundle.zip"`,
      },
    });
  } catch (error) {
    const isKnown = error instanceof AppError;
    createLog("exports").warn(isKnown ? { reason: error.message } : { err: error }, "a bundle was not given");
    return refuse(503, "The bundle cannot be read at the moment. Try again.");
  }
}

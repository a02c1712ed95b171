import { z } from "zod";
import { currentViewer } from "#lib/auth/session/index.ts";
import type { Viewer } from "#lib/auth/session/viewer.ts";
import { settings } from "#lib/platform/env.ts";
import { createLog } from "#lib/platform/log.ts";
import { findCheckpointFile } from "#lib/queries/checkpoint-file.ts";
import { type EvidenceFile, findEvidenceFile, openEvidenceFile } from "#lib/queries/evidence-file.ts";
import { isForeign } from "../../../_door/is-foreign.ts";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ reference: string; evidence: string }> };
const Asked = z.object({ reference: z.string().max(40), evidence: z.uuid() });

const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };
const refuse = (status: number, message: string) => Response.json({ message }, { status, headers });

/** RFC 6266: plain letters for every reader, and the name as it is for those who know how. */
function disposition(name: string): string {
  const exact = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${name.replaceAll(/[^\w.-]+/g, "-")}"; filename*=UTF-8''${exact}`;
}

/** A file that was handed in: to be kept and never to be shown, and only while it is the one that the log names. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  // A link from elsewhere opens it as it opens a page; what another site's script asks for is refused.
  if (request.headers.get("sec-fetch-mode") !== "navigate" && isForeign(request.headers))
    return refuse(403, `Open the console at ${settings().url}.`);
  try {
    const viewer = await currentViewer();
    if (viewer === null) return refuse(401, "Your session has ended. Sign in again.");
    const asked = Asked.safeParse(await params);
    const file = asked.success ? await find(viewer, asked.data) : null;
    return file === null
      ? refuse(404, "There is no such file, it was redacted, or it is not yours to read.")
      : await answerWith(file);
  } catch (error) {
    createLog("evidence").warn({ err: error }, "an evidence file could not be read");
    return refuse(503, "The file cannot be read at the moment. Try again.");
  }
}

const find = (viewer: Viewer, { reference, evidence }: z.infer<typeof Asked>) =>
  reference.startsWith("CHK-")
    ? findCheckpointFile(viewer, reference, evidence)
    : findEvidenceFile(viewer, reference, evidence);

async function answerWith(file: EvidenceFile): Promise<Response> {
  const stream = await openEvidenceFile(file);
  if (typeof stream !== "string")
    return new Response(stream, {
      headers: {
        ...headers,
        "Content-Type": file.media,
        "Content-Length": String(file.bytes),
        "Content-Disposition": disposition(file.name),
        "Content-Security-Policy": "sandbox; default-src 'none'",
      },
    });
  createLog("evidence").error(
    { sha256: file.sha256, because: stream },
    "an evidence file is not what it was",
  );
  return stream === "missing"
    ? refuse(410, "The file is not in the console's folder any more; the log names its digest.")
    : refuse(
        409,
        "The file in the console's folder is not the one that was handed in, and is not given out.",
      );
}

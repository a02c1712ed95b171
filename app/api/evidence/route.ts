import { foreignRequest } from "#app/_action/same-origin.ts";
import { currentViewer } from "#lib/auth/session/index.ts";
import { refuse } from "#lib/domain/refusal.ts";
import { answerHandIn, headers } from "./_door/answer-hand-in.ts";

export const dynamic = "force-dynamic";

/** A file from the room: the session and where the request came from are asked before a byte of it is read. */
export async function POST(request: Request): Promise<Response> {
  const foreign = foreignRequest(request.headers);
  if (foreign !== null) return Response.json(refuse("unauthorised", null, foreign), { status: 403, headers });
  const viewer = await currentViewer();
  if (viewer !== null) return answerHandIn(request, viewer);
  const ended = "Your session has ended. Sign in again; nothing was recorded.";
  return Response.json(refuse("unauthorised", null, ended), { status: 401, headers });
}

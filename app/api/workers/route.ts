import { currentViewer } from "#lib/auth/session/index.ts";
import { readWorkerSilence } from "#lib/queries/health.ts";

export const dynamic = "force-dynamic";

/** Whether a worker is there, for every open screen. Unlike the health door it answers 200 to both, because it is no probe. */
export async function GET(): Promise<Response> {
  if ((await currentViewer()) === null) return Response.json({ message: "Sign in first." }, { status: 401 });
  return Response.json({ silence: await readWorkerSilence() }, { headers: { "Cache-Control": "no-store" } });
}

import { readWorkerSilence } from "#lib/queries/health.ts";

export const dynamic = "force-dynamic";

/**
 * Whether a worker is there, for every open screen. It tells no more than the health door, and so asks for no session;
 * unlike that one it answers 200 to both, because it is no probe, and with nothing where the database cannot say.
 */
export async function GET(): Promise<Response> {
  const headers = { "Cache-Control": "no-store" };
  try {
    return Response.json({ silence: await readWorkerSilence() }, { headers });
  } catch {
    return new Response(null, { status: 204, headers });
  }
}

import { readPublicStatus } from "#lib/queries/public-status.ts";
import { publicAnswer } from "../_document/answer.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  return publicAnswer(request, JSON.stringify(await readPublicStatus()), "application/json");
}

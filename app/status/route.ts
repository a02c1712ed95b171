import { readPublicStatus } from "#lib/queries/public-status.ts";
import { publicAnswer } from "./_document/answer.ts";
import { statusDocument } from "./_document/status-document.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  return publicAnswer(request, statusDocument(await readPublicStatus()), "text/html");
}

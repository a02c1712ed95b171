import { publicAnswer } from "../_document/answer.ts";

export const dynamic = "force-dynamic";

export const GET = (request: Request): Promise<Response> => publicAnswer(request, "/status/status.json");

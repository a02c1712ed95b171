/** Nobody keeps an answer of a door: it is true at the moment that it is given. */
const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };

export const answer = (body: object): Response => Response.json(body, { headers });

/** The one form of every "no": what was wrong in one sentence, and each wrong parameter with what was expected. */
export type Problem = {
  error:
    | "bad-request"
    | "unauthorised"
    | "forbidden"
    | "not-found"
    | "refused"
    | "length-required"
    | "too-big"
    | "type-not-taken"
    | "too-often"
    | "unavailable"
    | "failed";
  message: string;
  /** Of a protocol, where one of its rules refused. */
  rule?: string;
  parameters?: { name: string; expected: string }[];
  correlationId?: string;
};

const statuses: Record<Problem["error"], number> = {
  "bad-request": 400,
  unauthorised: 401,
  forbidden: 403,
  "not-found": 404,
  refused: 409,
  "length-required": 411,
  "too-big": 413,
  "type-not-taken": 415,
  "too-often": 429,
  unavailable: 503,
  failed: 500,
};

export const problem = (body: Problem, more: Record<string, string> = {}): Response =>
  Response.json(body, { status: statuses[body.error], headers: { ...headers, ...more } });

import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { type Opened, openWithToken } from "#lib/auth/api-token.ts";
import { type ApiScope, scopeTitles } from "#lib/domain/authority/api-scope.ts";
import { AppError } from "#lib/platform/errors.ts";
import { createLog } from "#lib/platform/log.ts";
import { problem } from "./answer.ts";

type Door<S extends z.ZodType> = {
  /** Stands in the log beside a failure. */
  name: string;
  scope: ApiScope;
  query: S;
  run: (query: z.output<S>) => Promise<Response>;
};

/** The only maker of REST doors that read: token, scope, rate and parameters are checked before anything runs. */
export function defineDoor<S extends z.ZodType>(door: Door<S>): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const opened = await openWithToken(request.headers.get("authorization"), door.scope);
      if (!opened.ok) return refused(opened, door.scope);
      return await enter(door, new URL(request.url).searchParams);
    } catch (error) {
      return failed(door.name, error);
    }
  };
}

async function enter<S extends z.ZodType>(door: Door<S>, given: URLSearchParams): Promise<Response> {
  const twice = [...new Set(given.keys())].find((name) => given.getAll(name).length > 1);
  if (twice !== undefined) return badRequest([{ name: twice, expected: "expected it once" }]);
  const read = door.query.safeParse(Object.fromEntries(given));
  if (read.success) return door.run(read.data);
  return badRequest(read.error.issues.flatMap(parametersOf));
}

function parametersOf(issue: z.core.$ZodIssue): { name: string; expected: string }[] {
  return issue.code === "unrecognized_keys"
    ? issue.keys.map((name) => ({ name, expected: "expected no such parameter" }))
    : [{ name: issue.path.map(String).join("."), expected: issue.message }];
}

function badRequest(parameters: { name: string; expected: string }[]): Response {
  const [first] = parameters;
  return problem({ error: "bad-request", message: `${first?.name}: ${first?.expected}.`, parameters });
}

const challenge = { "WWW-Authenticate": 'Bearer realm="holdpoint"' };

function refused(opened: Extract<Opened, { ok: false }>, scope: ApiScope): Response {
  switch (opened.because) {
    case "no-token":
      return problem(
        { error: "unauthorised", message: "Send a token: Authorization: Bearer hpt_…" },
        challenge,
      );
    case "unknown-token":
      return problem(
        { error: "unauthorised", message: "This token is unknown here, or was revoked." },
        challenge,
      );
    case "no-scope":
      return problem({
        error: "forbidden",
        message: `The token "${opened.name}" lacks the scope ${scope}: ${scopeTitles[scope]}.`,
      });
    case "too-often":
      return problem(
        {
          error: "too-often",
          message: `This token asked more than ${opened.usesPerMinute} times within a minute. Ask again in ${opened.retryInSeconds} s.`,
        },
        { "Retry-After": String(opened.retryInSeconds) },
      );
  }
}

function failed(name: string, error: unknown): Response {
  if (error instanceof AppError && error.code === "unavailable") {
    createLog("door").warn({ door: name, detail: error.detail }, "a door could not answer");
    const message = "The console cannot answer at the moment: its database cannot be reached. Ask again.";
    return problem({ error: "unavailable", message }, { "Retry-After": "5" });
  }
  const correlationId = randomUUID();
  createLog("door").error({ door: name, correlationId, err: error }, "a door failed");
  const message = "Something failed on our side. The answer is not known.";
  return problem({ error: "failed", message, correlationId });
}

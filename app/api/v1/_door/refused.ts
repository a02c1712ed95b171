import { randomUUID } from "node:crypto";
import type { Opened } from "#lib/auth/api-token.ts";
import { type ApiScope, scopeTitles } from "#lib/domain/authority/api-scope.ts";
import { AppError } from "#lib/platform/errors.ts";
import { createLog } from "#lib/platform/log.ts";
import { problem } from "./answer.ts";

const challenge = { "WWW-Authenticate": 'Bearer realm="holdpoint"' };

/** Why a token opens nothing here. */
export function refused(opened: Extract<Opened, { ok: false }>, scope: ApiScope): Response {
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
    case "nobody":
      return problem({
        error: "forbidden",
        message: `The token "${opened.name}" acts for nobody: whoever made it is not here any more.`,
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

/** What a thrown failure means to a pipeline. */
export function failed(name: string, error: unknown): Response {
  if (error instanceof AppError && error.code === "unavailable") {
    createLog("door").warn({ door: name, detail: error.detail }, "a door could not answer");
    const message = "The console cannot answer at the moment: its database cannot be reached. Ask again.";
    return problem({ error: "unavailable", message }, { "Retry-After": "5" });
  }
  if (error instanceof AppError && (error.code === "invalid-input" || error.code === "not-found"))
    return problem({ error: "bad-request", message: error.publicMessage });
  const correlationId = randomUUID();
  createLog("door").error({ door: name, correlationId, err: error }, "a door failed");
  const message = "Something failed on our side. The answer is not known.";
  return problem({ error: "failed", message, correlationId });
}

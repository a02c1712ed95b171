import { randomUUID } from "node:crypto";
import { type Blocker, type Refusal, refuse } from "#lib/domain/refusal.ts";
import { AppError } from "#lib/platform/errors.ts";
import { createLog } from "#lib/platform/log.ts";
import type { ActionResult } from "./action-result.ts";

type Failed = Extract<ActionResult<never>, { ok: false }>;
type Issue = { path: PropertyKey[]; message: string };

const refused = (code: Refusal["code"], message: string, blockers?: Blocker[]): Failed =>
  refuse(code, null, message, blockers);

function fault(name: string, error: unknown, message: string): Failed {
  const correlationId = randomUUID();
  const detail = error instanceof AppError ? error.detail : undefined;
  createLog("action").error({ action: name, correlationId, detail, err: error }, "an action failed");
  return { ok: false, error: { message, correlationId } };
}

/** What a thrown failure means to the person: only its public sentence leaves the server. */
export function failureOf(name: string, error: unknown): Failed {
  if (!(error instanceof AppError)) {
    return fault(name, error, "Something failed on our side. What was recorded before is safe; try again.");
  }
  switch (error.code) {
    case "not-found":
    case "invalid-input":
      return refused("invalid", error.publicMessage);
    case "unauthenticated":
    case "forbidden":
      return refused("unauthorised", error.publicMessage);
    case "configuration":
    case "unavailable":
    case "broken-invariant":
      return fault(name, error, error.publicMessage);
  }
}

/** Names each field that was wrong and what was expected of it; never repeats the value, which may be a password. */
export function invalidInput(issues: readonly Issue[]): ReturnType<typeof refuse> {
  const blockers = issues
    .slice(0, 20)
    .map(({ path, message }) => ({ rule: null, message, field: path.map(String).join(".") }));
  return refuse("invalid", null, "The input was not accepted.", blockers);
}

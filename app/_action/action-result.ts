import type { Refusal } from "#lib/domain/refusal.ts";

export type ActionFault = { message: string; correlationId: string };

export type ActionResult<T> =
  | { ok: true; value: T }
  | { ok: false; refusal: Refusal; error?: never }
  | { ok: false; error: ActionFault; refusal?: never };

/** What an action receives: one key per submission, so that a repeated request has one effect. */
export type Submission = { idempotencyKey: string; input: unknown };

export type Action<T> = (submission: Submission) => Promise<ActionResult<T>>;

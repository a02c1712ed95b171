import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { requireConfirmed } from "#lib/auth/session/confirmed.ts";
import { currentViewer } from "#lib/auth/session/index.ts";
import type { Viewer } from "#lib/auth/session/viewer.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import type { Action, ActionResult } from "./action-result.ts";
import { failureOf, invalidInput } from "./failure.ts";
import { foreignRequest } from "./same-origin.ts";

type Submitted = { idempotencyKey: string };

type Definition<S extends z.ZodType, T, Who> = {
  /** Stands in the log beside a failure. */
  name: string;
  input: S;
  run: (viewer: Who, input: z.output<S>, submitted: Submitted) => Promise<Outcome<T>>;
};

type ForPeople<S extends z.ZodType, T> = Definition<S, T, Viewer> & {
  openTo?: "people";
  /** For what one person does alone and what cannot be taken back: who it is was shown lately, or is asked. */
  confirmed?: true;
};
type ForAnyone<S extends z.ZodType, T> = Definition<S, T, null> & {
  /** For the few doors before sign-in, such as a one-time link. */
  openTo: "anyone";
};

const Envelope = z.strictObject({
  idempotencyKey: z.uuid("expected a UUID, one per submission"),
  input: z.unknown(),
});

async function enter<S extends z.ZodType, T>(
  definition: ForPeople<S, T> | ForAnyone<S, T>,
  raw: unknown,
): Promise<ActionResult<T>> {
  const foreign = foreignRequest(await headers());
  if (foreign !== null) return refuse("unauthorised", null, foreign);
  const viewer = definition.openTo === "anyone" ? null : await currentViewer();
  if (viewer === null && definition.openTo !== "anyone") {
    return refuse("unauthorised", null, "Your session has ended. Sign in again; nothing was changed.");
  }
  const envelope = Envelope.safeParse(raw);
  if (!envelope.success) return invalidInput(envelope.error.issues);
  const input = readInput(definition.input, envelope.data.input);
  if (!input.success) return invalidInput(input.error.issues);
  const submitted = { idempotencyKey: envelope.data.idempotencyKey };
  if (definition.openTo === "anyone") return definition.run(null, input.data, submitted);
  const person = viewer as Viewer;
  const confirmed = definition.confirmed ? await requireConfirmed(person.sessionId) : accept(null);
  return confirmed.ok ? definition.run(person, input.data, submitted) : confirmed;
}

/** The only maker of server actions: origin, session, input and idempotency key are checked before anything runs. */
export function defineAction<S extends z.ZodType, T>(
  definition: ForPeople<S, T> | ForAnyone<S, T>,
): Action<T> {
  return async (raw) => {
    try {
      return await enter(definition, raw);
    } catch (error) {
      // A redirect or a "not found" of Next travels as an error.
      unstable_rethrow(error);
      return failureOf(definition.name, error);
    }
  };
}

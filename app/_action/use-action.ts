"use client";

import { unstable_rethrow } from "next/navigation";
import { useCallback, useContext, useRef, useState } from "react";
import type { Refusal } from "#lib/domain/refusal.ts";
import type { Action, ActionFault, ActionResult, Submission } from "./action-result.ts";
import { type Confirm, ConfirmContext } from "./confirm-context.ts";
import { newKey } from "./new-key.ts";

export type ActionState = { refusal: Refusal | null; error: ActionFault | null };

export type UseAction<I, T> = ActionState & {
  /** Submits once: while a submission is under way, a further press gets its result. */
  run: (input: I) => Promise<ActionResult<T>>;
  pending: boolean;
  /** Forgets what the last submission was told. */
  reset: () => void;
};

const nothing: ActionState = { refusal: null, error: null };

const unreachable = (idempotencyKey: string): ActionResult<never> => ({
  ok: false,
  error: {
    message: "The console did not answer. Check the connection and try again.",
    correlationId: idempotencyKey,
  },
});

async function deliver<T>(action: Action<T>, submission: Submission): Promise<ActionResult<T>> {
  const attempt = () => action(submission);
  try {
    return await attempt();
  } catch (error) {
    unstable_rethrow(error);
  }
  // The answer was lost, perhaps not the request: the same key makes asking again harmless.
  try {
    return await attempt();
  } catch (error) {
    unstable_rethrow(error);
    return unreachable(submission.idempotencyKey);
  }
}

const isUnconfirmed = <T>(result: ActionResult<T>) => !result.ok && result.refusal?.code === "unconfirmed";

/** Sends it; where the person must first confirm that it is they, sends the very same once more after that. */
async function submit<T>(action: Action<T>, input: unknown, confirm: Confirm): Promise<ActionResult<T>> {
  const submission = { idempotencyKey: newKey(), input };
  let result = await deliver(action, submission);
  while (isUnconfirmed(result) && (await confirm())) result = await deliver(action, submission);
  return result;
}

export function useAction<T, I = unknown>(action: Action<T>): UseAction<I, T> {
  const confirm = useContext(ConfirmContext);
  const underWay = useRef<Promise<ActionResult<T>> | null>(null);
  const [pending, setPending] = useState(false);
  const [state, setState] = useState(nothing);

  const run = useCallback(
    (input: I) => {
      if (underWay.current) return underWay.current;
      const finish = (result: ActionResult<T>) => {
        setState(result.ok ? nothing : { refusal: result.refusal ?? null, error: result.error ?? null });
        return result;
      };
      setPending(true);
      underWay.current = submit(action, input, confirm)
        .then(finish)
        .finally(() => {
          underWay.current = null;
          setPending(false);
        });
      return underWay.current;
    },
    [action, confirm],
  );
  const reset = useCallback(() => setState(nothing), []);
  return { ...state, run, pending, reset };
}

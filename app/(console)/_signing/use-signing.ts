"use client";

import { startAuthentication } from "@simplewebauthn/browser";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { sha256 } from "#checking";
import type { Recorded } from "#lib/commands/context.ts";
import type { OpenedSigning } from "#lib/commands/signing/open.ts";
import type { Refusal } from "#lib/domain/refusal.ts";
import type { Action } from "../../_action/action-result.ts";
import { useAction } from "../../_action/use-action.ts";

/** Opens the statement of a request, and records its signature. */
export type SigningActions = { open: Action<OpenedSigning>; sign: Action<Recorded> };

/** A mistyped code uses the challenge up; the person goes on with a fresh one and loses nothing. */
const mayTryAgain = (refusal: Refusal | undefined) => refusal?.code === "unauthorised";

const unsigned = "The passkey did not sign. Nothing was recorded; you can try again.";

/** Reads the page anew. The form that had the focus is gone; the page says what was recorded. */
function showRecorded(router: ReturnType<typeof useRouter>): void {
  router.refresh();
  document.getElementById("content")?.focus();
}

export function useSigning<Request extends { reference: string }>(
  reference: string,
  actions: SigningActions,
  onSigned?: () => void,
) {
  const router = useRouter();
  const opening = useAction<OpenedSigning, Request>(actions.open);
  const signing = useAction<Recorded, Record<string, unknown>>(actions.sign);
  const [current, setCurrent] = useState<{ request: Request; opened: OpenedSigning } | null>(null);
  const [dismissed, setDismissed] = useState<string | null>(null);

  const openFor = async (request: Request) => {
    const result = await opening.run(request);
    setCurrent(result.ok ? { request, opened: result.value } : null);
  };
  const sign = async (by: unknown) => {
    if (current === null) return;
    const { request, opened } = current;
    // Made here, because what is confirmed is what is shown, not what somebody says is shown.
    const shownDigest = sha256(opened.statement);
    const result = await signing.run({ reference, challenge: opened.challenge, shownDigest, by });
    if (!result.ok) return mayTryAgain(result.refusal) ? openFor(request) : setCurrent(null);
    setCurrent(null);
    onSigned?.();
    showRecorded(router);
  };
  return {
    opened: current?.opened ?? null,
    isOpening: opening.pending,
    isSigning: signing.pending,
    problem: problemOf(
      opening.refusal ?? signing.refusal,
      opening.error?.message ?? signing.error?.message ?? dismissed,
    ),
    close: () => setCurrent(null),
    open: async (request: Request) => {
      signing.reset();
      setDismissed(null);
      await openFor(request);
    },
    /** After the first passkey was made: the same answer, now with a key to sign it. */
    openAgain: () => (current === null ? undefined : openFor(current.request)),
    signWithCode: (password: string, code: string) => sign({ method: "server-attested", password, code }),
    signWithPasskey: async () => {
      const options = current?.opened.passkey;
      if (options == null) return;
      setDismissed(null);
      const response = await startAuthentication({ optionsJSON: options }).catch(() => null);
      if (response === null) setDismissed(unsigned);
      else await sign({ method: "passkey", response });
    },
  };
}

/** What the means of signing need of it, whatever is signed. */
export type Signing = Omit<ReturnType<typeof useSigning>, "open">;
export type SigningProblem = { message: string; refusal: Refusal | null };

const problemOf = (refusal: Refusal | null, message: string | null | undefined): SigningProblem | null => {
  if (refusal !== null) return { message: refusal.message, refusal };
  return message == null ? null : { message, refusal: null };
};

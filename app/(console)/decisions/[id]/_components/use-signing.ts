"use client";

import { startAuthentication } from "@simplewebauthn/browser";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { OpenedSigning } from "#lib/commands/decision/open-signing.ts";
import type { Refusal } from "#lib/domain/refusal.ts";
import { useAction } from "../../../../_action/use-action.ts";
import { openSigningAction, signVerdictAction } from "../actions.ts";

export type SigningRequest = {
  reference: string;
  decision: string;
  answer: string;
  remediationPlan: string;
};
type Open = { request: SigningRequest; opened: OpenedSigning };

/** SHA-256 of the text on the screen, made here: what is confirmed is what is shown, not what somebody says is shown. */
async function digestOfShown(statement: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(statement));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A mistyped code uses the challenge up; the person goes on with a fresh one and loses nothing. */
const mayTryAgain = (refusal: Refusal | undefined) => refusal?.code === "unauthorised";

export function useSigning(reference: string) {
  const router = useRouter();
  const opening = useAction<OpenedSigning, SigningRequest>(openSigningAction);
  const signing = useAction(signVerdictAction);
  const [current, setCurrent] = useState<Open | null>(null);
  const [dismissed, setDismissed] = useState<string | null>(null);

  const openFor = async (request: SigningRequest) => {
    const result = await opening.run(request);
    setCurrent(result.ok ? { request, opened: result.value } : null);
  };
  const sign = async (by: unknown) => {
    if (current === null) return;
    const { request, opened } = current;
    const shownDigest = await digestOfShown(opened.statement);
    const result = await signing.run({ reference, challenge: opened.challenge, shownDigest, by });
    if (!result.ok) return mayTryAgain(result.refusal) ? openFor(request) : setCurrent(null);
    setCurrent(null);
    router.refresh();
    // The form that had the focus is gone; the page says what was recorded.
    document.getElementById("content")?.focus();
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
    open: async (request: SigningRequest) => {
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
      if (response === null)
        setDismissed("The passkey did not sign. Nothing was recorded; you can try again.");
      else await sign({ method: "passkey", response });
    },
  };
}

export type Signing = ReturnType<typeof useSigning>;
export type SigningProblem = { message: string; refusal: Refusal | null };

const problemOf = (refusal: Refusal | null, message: string | null | undefined): SigningProblem | null => {
  if (refusal !== null) return { message: refusal.message, refusal };
  return message == null ? null : { message, refusal: null };
};

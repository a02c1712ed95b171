"use client";

import { startAuthentication } from "@simplewebauthn/browser";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { OpenedSigning } from "#lib/commands/decision/open-signing.ts";
import type { Refusal } from "#lib/domain/refusal.ts";
import { useAction } from "../../../../_action/use-action.ts";
import { openSigningAction, signVerdictAction } from "../actions.ts";

export type SigningRequest = { reference: string; decision: string; answer: string; remediationPlan: string };

/** SHA-256 of the text on the screen, made here: what is confirmed is what is shown, not what somebody says is shown. */
async function digestOfShown(statement: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(statement));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function useSigning(reference: string) {
  const router = useRouter();
  const opening = useAction<OpenedSigning, SigningRequest>(openSigningAction);
  const signing = useAction(signVerdictAction);
  const [opened, setOpened] = useState<OpenedSigning | null>(null);
  const [dismissed, setDismissed] = useState<string | null>(null);

  const sign = async (by: unknown) => {
    if (opened === null) return;
    const shownDigest = await digestOfShown(opened.statement);
    const result = await signing.run({ reference, challenge: opened.challenge, shownDigest, by });
    setOpened(null);
    if (!result.ok) return;
    router.refresh();
    // The form that had the focus is gone; the page says what was recorded.
    document.getElementById("content")?.focus();
  };
  return {
    opened,
    isOpening: opening.pending,
    isSigning: signing.pending,
    problem: problemOf(
      opening.refusal ?? signing.refusal,
      opening.error?.message ?? signing.error?.message ?? dismissed,
    ),
    close: () => setOpened(null),
    open: async (request: SigningRequest) => {
      signing.reset();
      setDismissed(null);
      const result = await opening.run(request);
      if (result.ok) setOpened(result.value);
    },
    signWithCode: (password: string, code: string) => sign({ method: "server-attested", password, code }),
    signWithPasskey: async () => {
      if (opened?.passkey == null) return;
      try {
        const response = await startAuthentication({ optionsJSON: opened.passkey });
        await sign({ method: "passkey", response });
      } catch {
        setOpened(null);
        setDismissed("The passkey did not sign. Nothing was recorded; you can try again.");
      }
    },
  };
}

export type Signing = Omit<ReturnType<typeof useSigning>, "problem"> & { problem: SigningProblem | null };
export type SigningProblem = { message: string; refusal: Refusal | null };

const problemOf = (refusal: Refusal | null, message: string | null | undefined): SigningProblem | null => {
  if (refusal !== null) return { message: refusal.message, refusal };
  return message == null ? null : { message, refusal: null };
};

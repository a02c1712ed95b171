"use client";

import { startAuthentication } from "@simplewebauthn/browser";
import { useCallback, useEffect, useState } from "react";
import { type ActionState, useAction } from "#app/_action/use-action.ts";
import type { PasskeyQuestion } from "#lib/auth/signature/confirm-session.ts";
import { askPasskeyAction, confirmWithPasskeyAction, confirmWithPasswordAction } from "./actions.ts";

export type Confirmation = ActionState & {
  hasPasskey: boolean;
  withPasskey: () => void;
  withPassword: (password: string) => void;
  isAskingPasskey: boolean;
  isCheckingPassword: boolean;
  /** What the browser said instead of signing. */
  dismissed: string | null;
};

const unsigned = "The passkey did not answer. Nothing was done; you can try again, or use your password.";

/** The two ways in which a person confirms that it is they. What a passkey is asked is fetched before the press. */
export function useConfirmation(onConfirmed: () => void): Confirmation {
  const asking = useAction(askPasskeyAction);
  const passkey = useAction(confirmWithPasskeyAction);
  const password = useAction(confirmWithPasswordAction);
  const [question, setQuestion] = useState<PasskeyQuestion | null>(null);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const [isAtBrowser, setIsAtBrowser] = useState(false);

  const { run: runAsking } = asking;
  const prepare = useCallback(async () => {
    const asked = await runAsking({});
    setQuestion(asked.ok ? asked.value : null);
  }, [runAsking]);
  useEffect(() => void prepare(), [prepare]);

  const forget = () => {
    setDismissed(null);
    passkey.reset();
    password.reset();
  };
  const withPasskey = async () => {
    if (question === null) return;
    forget();
    setIsAtBrowser(true);
    const response = await startAuthentication({ optionsJSON: question.options }).catch(() => null);
    setIsAtBrowser(false);
    if (response === null) return setDismissed(unsigned);
    const confirmed = await passkey.run({ challengeId: question.challengeId, response });
    if (confirmed.ok) onConfirmed();
    // Each question is good for one answer.
    else await prepare();
  };
  const withPassword = async (typed: string) => {
    forget();
    if ((await password.run({ password: typed })).ok) onConfirmed();
  };
  return {
    hasPasskey: question !== null,
    withPasskey: () => void withPasskey(),
    withPassword: (typed) => void withPassword(typed),
    isAskingPasskey: isAtBrowser || passkey.pending,
    isCheckingPassword: password.pending,
    refusal: passkey.refusal ?? password.refusal,
    error: passkey.error ?? password.error,
    dismissed,
  };
}

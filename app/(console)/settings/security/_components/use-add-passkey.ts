"use client";

import { startRegistration } from "@simplewebauthn/browser";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type ActionState, useAction } from "#app/_action/use-action.ts";
import { useSay } from "#components/ui/toast.tsx";
import { beginPasskeyAction, finishPasskeyAction } from "../actions.ts";

type AddPasskey = ActionState & {
  add: (form: FormData) => void;
  pending: boolean;
  /** What the browser said instead of making a key. */
  dismissed: string | null;
};

function reasonOf(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  if (name === "InvalidStateError") return "This device holds a passkey of yours for this console already.";
  if (name === "SecurityError") return "Passkeys need this console's own address and a secure connection.";
  return "The browser made no passkey: it was dismissed, or took too long. Try again.";
}

export function useAddPasskey(onDone: () => void): AddPasskey {
  const say = useSay();
  const router = useRouter();
  const begin = useAction(beginPasskeyAction);
  const finish = useAction(finishPasskeyAction);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const [isAsking, setIsAsking] = useState(false);

  async function add(form: FormData) {
    setDismissed(null);
    finish.reset();
    const begun = await begin.run({ password: form.get("password") });
    if (!begun.ok) return;
    setIsAsking(true);
    const response = await startRegistration({ optionsJSON: begun.value.options }).catch(reasonOf);
    setIsAsking(false);
    if (typeof response === "string") return setDismissed(response);
    const { challengeId } = begun.value;
    const kept = await finish.run({ challengeId, response, label: form.get("label") });
    if (!kept.ok) return;
    say({ tone: "met", title: `The passkey “${kept.value.label}” was added` });
    router.refresh();
    onDone();
  }

  return {
    add: (form) => void add(form),
    pending: begin.pending || finish.pending || isAsking,
    refusal: begin.refusal ?? finish.refusal,
    error: begin.error ?? finish.error,
    dismissed,
  };
}

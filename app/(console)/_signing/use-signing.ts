"use client";

import { startAuthentication } from "@simplewebauthn/browser";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import type { Recorded } from "#lib/commands/context.ts";
import type { OpenedSigning } from "#lib/commands/signing/open.ts";
import type { Refusal } from "#lib/domain/refusal.ts";
import type { Action } from "../../_action/action-result.ts";
import { useAction } from "../../_action/use-action.ts";
import { challengeOf, type Reading, readOpened } from "./read-opened.ts";

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

type About<Request, S, Page> = {
  reference: string;
  actions: SigningActions;
  /** How the statement is held against `page`, which is what this person sees. */
  reading: Reading<S, Page, Request>;
  page: Page;
  onSigned?: (() => void) | undefined;
};

/** What a request opened, read anew whenever the page shows something else. */
function useOpened<Request, S, Page>({ actions, reading, page }: About<Request, S, Page>) {
  const opening = useAction<OpenedSigning, Request>(actions.open);
  const [current, setCurrent] = useState<{ request: Request; sent: OpenedSigning } | null>(null);
  const opened = useMemo(() => {
    if (current === null) return null;
    const { sent, request } = current;
    return {
      ...readOpened(sent, reading, page, request),
      passkey: sent.passkey,
      waiting: sent.waiting,
      notAttested: sent.notAttested,
    };
  }, [current, reading, page]);
  const openFor = async (request: Request) => {
    const result = await opening.run(request);
    setCurrent(result.ok ? { request, sent: result.value } : null);
  };
  return { opening, current, opened, openFor, close: () => setCurrent(null) };
}

export function useSigning<Request extends { reference: string }, S, Page>(about: About<Request, S, Page>) {
  const router = useRouter();
  const { opening, current, opened, openFor, close } = useOpened(about);
  const signing = useAction<Recorded, Record<string, unknown>>(about.actions.sign);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const isSound = opened !== null && opened.faults.length === 0;

  const sign = async (by: unknown) => {
    if (current === null || !isSound) return;
    const { request, sent } = current;
    const { reference } = about;
    const result = await signing.run({
      reference,
      challenge: sent.challenge,
      shownDigest: opened.digest,
      by,
    });
    if (!result.ok) return mayTryAgain(result.refusal) ? openFor(request) : close();
    close();
    about.onSigned?.();
    showRecorded(router);
  };
  return {
    opened,
    isOpening: opening.pending,
    isSigning: signing.pending,
    problem: problemOf(
      opening.refusal ?? signing.refusal,
      opening.error?.message ?? signing.error?.message ?? dismissed,
    ),
    close,
    open: async (request: Request) => {
      signing.reset();
      setDismissed(null);
      await openFor(request);
    },
    /** After the first passkey was made: the same answer, now with a key to sign it. */
    openAgain: () => (current === null ? undefined : openFor(current.request)),
    signWithCode: (password: string, code: string) => sign({ method: "server-attested", password, code }),
    signWithPasskey: async () => {
      if (!isSound || opened.passkey === null) return;
      setDismissed(null);
      const optionsJSON = { ...opened.passkey, challenge: challengeOf(opened.text) };
      const response = await startAuthentication({ optionsJSON }).catch(() => null);
      if (response === null) setDismissed(unsigned);
      else await sign({ method: "passkey", response });
    },
  };
}

/** A signature that is being given, of statements of one kind. */
export type SigningOf<S> = Omit<ReturnType<typeof useSigning<never, S, never>>, "open">;
/** What the means of signing need of it, whatever is signed. */
export type Signing = SigningOf<unknown>;
export type SigningProblem = { message: string; refusal: Refusal | null };

const problemOf = (refusal: Refusal | null, message: string | null | undefined): SigningProblem | null => {
  if (refusal !== null) return { message: refusal.message, refusal };
  return message == null ? null : { message, refusal: null };
};

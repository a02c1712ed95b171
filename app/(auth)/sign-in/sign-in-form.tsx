"use client";

import { useActionState, useEffect, useRef } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { requestSession } from "./request-session.ts";

type State = { email: string; message: string | null; attempt: number };

const untouched: State = { email: "", message: null, attempt: 0 };

function useSignIn(returnPath: string) {
  return useActionState(async (before: State, form: FormData): Promise<State> => {
    const email = String(form.get("email") ?? "");
    const answer = await requestSession(email, String(form.get("password") ?? ""));
    if (answer.ok) {
      // A whole new page, so that nothing rendered for a stranger stays in memory; the form stays busy until it comes.
      location.assign(returnPath);
      await new Promise(() => undefined);
    }
    return { email, message: answer.ok ? null : answer.message, attempt: before.attempt + 1 };
  }, untouched);
}

export function SignInForm({ returnPath }: { returnPath: string }) {
  const [state, submit, isPending] = useSignIn(returnPath);
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (state.attempt > 0) password.current?.focus();
  }, [state.attempt]);
  return (
    <form action={submit} className="space-y-4">
      {state.message ? <Banner role="alert" tone="breach" title={state.message} /> : null}
      <TextField
        key={state.attempt}
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={state.email}
        readOnly={isPending}
        isRequired
      />
      <TextField
        ref={password}
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        readOnly={isPending}
        isRequired
      />
      <Button
        type="submit"
        variant="go"
        size="l"
        isPending={isPending}
        pendingLabel="Signing in"
        className="w-full"
      >
        Sign in
      </Button>
    </form>
  );
}

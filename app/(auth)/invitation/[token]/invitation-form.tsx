"use client";

import { useActionState } from "react";
import type { ActionResult } from "#app/_action/action-result.ts";
import { useAction } from "#app/_action/use-action.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { blockerWords } from "#lib/domain/refusal.ts";
import { requestSession } from "../../sign-in/request-session.ts";
import { acceptInvitationAction } from "../actions.ts";

export type InvitationFormProps = { token: string; email: string; name: string };

type State = { name: string; message: string | null; attempt: number };

function useAcceptance({ token, email, name }: InvitationFormProps) {
  const { run } = useAction(acceptInvitationAction);
  const untouched: State = { name, message: null, attempt: 0 };
  return useActionState(async (before: State, form: FormData): Promise<State> => {
    const typed = { name: String(form.get("name") ?? ""), password: String(form.get("password") ?? "") };
    const result = await run({ token, ...typed });
    if (result.ok) {
      const answer = await requestSession(email, typed.password);
      location.assign(answer.ok ? "/" : "/sign-in");
      await new Promise(() => undefined);
    }
    return { name: typed.name, message: wordsOf(result), attempt: before.attempt + 1 };
  }, untouched);
}

function wordsOf(result: ActionResult<unknown>): string | null {
  if (result.ok) return null;
  const [first] = result.refusal?.blockers ?? [];
  return first ? blockerWords(first, { name: "Your name" }) : (result.refusal ?? result.error).message;
}

export function InvitationForm(props: InvitationFormProps) {
  const [state, submit, isPending] = useAcceptance(props);
  return (
    <form action={submit} className="space-y-4">
      {state.message ? <Banner role="alert" tone="breach" title={state.message} /> : null}
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        value={props.email}
        readOnly
      />
      <TextField
        key={state.attempt}
        label="Your name"
        name="name"
        autoComplete="name"
        maxLength={120}
        defaultValue={state.name}
        isRequired
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint="At least 12 characters. Three or four unrelated words are easy to keep in mind."
        minLength={12}
        maxLength={200}
        isRequired
      />
      <Button
        type="submit"
        variant="go"
        size="l"
        isPending={isPending}
        pendingLabel="Creating"
        className="w-full"
      >
        Create the account
      </Button>
    </form>
  );
}

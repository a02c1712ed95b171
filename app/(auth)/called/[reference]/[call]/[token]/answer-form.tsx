"use client";

import { useState } from "react";
import { useAction } from "#app/_action/use-action.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Recorded } from "#lib/commands/context.ts";
import type { CallAnswer } from "#lib/domain/calling/call.ts";
import { answerByLinkAction } from "../../../actions.ts";

type AnswerFormProps = {
  link: { reference: string; call: string; token: string };
  answerBy: string;
  room: string;
};

export function AnswerForm({ link, answerBy, room }: AnswerFormProps) {
  const { run, pending, refusal, error } = useAction<Recorded, unknown>(answerByLinkAction);
  const [said, setSaid] = useState<CallAnswer | null>(null);
  const answer = async (word: CallAnswer) => {
    const result = await run({ ...link, answer: word });
    if (result.ok) setSaid(word);
  };
  const problem = error?.message ?? refusal?.message;
  return (
    <div className="grid gap-4">
      {said === "on-it" ? (
        <Banner tone="met" role="status" title="You are on it">
          Nobody else is called.
        </Banner>
      ) : said === "cannot" ? (
        <Banner tone="run" role="status" title="The next person is called">
          Thank you for saying so.
        </Banner>
      ) : (
        <>
          <p className="text-soft">
            Answer by <Time value={answerBy} show="seconds" withLocal />, or the next person is called.
          </p>
          <Button
            variant="go"
            size="l"
            className="w-full"
            onClick={() => void answer("on-it")}
            isPending={pending}
          >
            I am on it
          </Button>
          <Button size="l" className="w-full" onClick={() => void answer("cannot")} isPending={pending}>
            I cannot: call the next person
          </Button>
        </>
      )}
      {problem === undefined ? null : <Banner tone="breach" role="alert" title={problem} />}
      <ButtonLink href={room} size="l" className="w-full">
        Open the incident
      </ButtonLink>
    </div>
  );
}

"use client";

import { type FormEvent, useState } from "react";
import { OpenQuestions } from "#components/incident/questions-back.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/card.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import type { AnswerView, DecisionView } from "#lib/queries/decision.ts";
import { Problem } from "../../../_signing/signing-problem.tsx";
import { useSigning } from "../../../_signing/use-signing.ts";
import { openSigningAction, signVerdictAction } from "../actions.ts";
import { AnswerBelow } from "./answer-below.tsx";
import { BlockedAnswers } from "./blocked-answers.tsx";
import { decisionReading } from "./decision-reading.ts";
import { SigningDialog } from "./signing-dialog.tsx";

const signingActions = { open: openSigningAction, sign: signVerdictAction };

function useAnswer(decision: DecisionView) {
  const [answer, setAnswer] = useState<string | null>(null);
  const [plan, setPlan] = useState("");
  const { reference } = decision;
  const signing = useSigning({
    reference,
    actions: signingActions,
    reading: decisionReading,
    page: decision,
  });
  const chosen = decision.answers.find((one) => one.id === answer);
  const review = (event: FormEvent) => {
    event.preventDefault();
    if (chosen === undefined) return;
    void signing.open({
      reference,
      decision: decision.packet.decision,
      answer: chosen.id,
      remediationPlan: chosen.needsRemediationPlan ? plan : "",
    });
  };
  return { answer, setAnswer, plan, setPlan, signing, chosen, review };
}

export function AnswerForm({ decision, sideTitle }: { decision: DecisionView; sideTitle: string }) {
  const { answer, setAnswer, plan, setPlan, signing, chosen, review } = useAnswer(decision);
  return (
    <Panel title={`Your answer, for ${sideTitle}`} id="answer">
      <form className="flex flex-col gap-4" onSubmit={review}>
        <OpenQuestions questions={decision.questions} />
        <BlockedAnswers answers={decision.answers} />
        <RadioCards
          label="Answer"
          name="answer"
          value={answer}
          onChange={setAnswer}
          cards={decision.answers.map(cardOf)}
        />
        {chosen?.needsRemediationPlan ? (
          <TextArea
            label="Remediation plan"
            name="remediation-plan"
            value={plan}
            onChange={(event) => setPlan(event.target.value)}
            rows={4}
            isRequired
            hint="What is done, by whom and until when, before anyone asks again."
          />
        ) : null}
        <Problem problem={signing.opened === null ? signing.problem : null} />
        <Button
          type="submit"
          variant={chosen?.go === false ? "stop" : "go"}
          size="l"
          disabled={chosen === undefined}
          isPending={signing.isOpening}
        >
          {chosen === undefined ? "Choose an answer" : `Review and sign ${chosen.label}`}
        </Button>
      </form>
      <SigningDialog signing={signing} decision={decision} label={chosen?.label ?? ""} side={sideTitle} />
      <AnswerBelow />
    </Panel>
  );
}

const cardOf = (answer: AnswerView) => ({
  value: answer.id,
  label: answer.label,
  detail: answer.needsRemediationPlan ? "with a remediation plan" : undefined,
  refusedBecause:
    answer.blockers.length > 0
      ? `${answer.blockers.length} blocker(s), first ${answer.blockers[0]?.rule ?? ""}`
      : undefined,
});

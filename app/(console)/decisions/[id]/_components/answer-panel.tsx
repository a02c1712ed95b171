"use client";

import { useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/card.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import type { AnswerView, DecisionView } from "#lib/queries/decision.ts";
import { BlockerList } from "./blocker-list.tsx";
import { SigningDialog } from "./signing-dialog.tsx";
import { Problem } from "./signing-problem.tsx";
import { useSigning } from "./use-signing.ts";

/** The answer of the viewer's side: chosen, explained where it must be, then signed over exactly what is shown. */
export function AnswerPanel({ decision }: { decision: DecisionView }) {
  const side = decision.sides.find((one) => one.party === decision.viewer.party);
  if (decision.sealed !== null || !decision.isOpen) return null;
  if (side === undefined)
    return (
      <Banner title="You read along" role="note">
        A verdict is given by a member of one of the two parties.
      </Banner>
    );
  if (side.verdict !== null)
    return (
      <Banner tone="met" title={`${side.title} has signed: ${side.verdict.label}`} role="note">
        The other side's answer is awaited.
      </Banner>
    );
  return <AnswerForm decision={decision} sideTitle={`${side.title}, ${side.of}`} />;
}

function AnswerForm({ decision, sideTitle }: { decision: DecisionView; sideTitle: string }) {
  const [answer, setAnswer] = useState<string | null>(null);
  const [plan, setPlan] = useState("");
  const signing = useSigning(decision.reference);
  const chosen = decision.answers.find((one) => one.id === answer);
  const blocked = decision.answers.filter((one) => one.blockers.length > 0);
  return (
    <Panel title={`Your answer, for ${sideTitle}`}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen !== undefined)
            void signing.open({
              reference: decision.reference,
              decision: decision.packet.decision,
              answer: chosen.id,
              remediationPlan: plan,
            });
        }}
      >
        {blocked.map((one) => (
          <Banner
            key={one.id}
            tone="breach"
            title={`${one.label} cannot be signed: ${one.blockers.length} blocker(s)`}
            role="note"
          >
            <BlockerList blockers={one.blockers} />
          </Banner>
        ))}
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
        <Problem problem={signing.problem} />
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
      <SigningDialog signing={signing} decision={decision} label={chosen?.label ?? ""} />
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

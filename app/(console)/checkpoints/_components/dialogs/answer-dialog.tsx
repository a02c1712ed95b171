"use client";

import { useState } from "react";
import { OpenQuestions } from "#components/incident/questions-back.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import type { QuestionView } from "#lib/queries/checkpoint-view.ts";
import { Problem } from "../../../_signing/signing-problem.tsx";
import { useSigning } from "../../../_signing/use-signing.ts";
import { openSigningAction, signVerdictAction } from "../../actions.ts";
import type { DialogProps } from "../asked.ts";
import { HindrancesApart } from "../hindrance-list.tsx";
import { criteriaOf } from "../verdict-panels.tsx";
import { checkpointReading } from "./checkpoint-reading.ts";
import { textIn } from "./text-in.ts";
import { WhatYouSign } from "./what-you-sign.tsx";

const actions = { open: openSigningAction, sign: signVerdictAction };
type Answer = "go" | "no-go";

/** A side's answer: first chosen, then read to the letter, then signed. */
export function AnswerDialog({ view, question: id, onClose }: DialogProps & { question: string }) {
  const { reference } = view;
  const signing = useSigning({
    reference,
    actions,
    reading: checkpointReading,
    page: view,
    onSigned: onClose,
  });
  const [answer, setAnswer] = useState<Answer | null>(null);
  const question = view.questions.find((one) => one.id === id);
  if (question === undefined) return null;
  const { signsFor } = view.viewer;
  const side = question.sides.find(({ party }) => party === signsFor?.party)?.title ?? "";
  const standsIn = signsFor?.deputyFor ? `, as deputy for ${signsFor.deputyFor}` : "";
  const { opened } = signing;
  const label = answer === "go" ? question.go : question.noGo;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={opened === null ? question.title : `Sign ${label}`}
      description={`You answer for the ${side.toLowerCase()}${standsIn} (${view.reference}). An answer changes only until the question is sealed.`}
      size={opened === null ? "m" : "l"}
    >
      <OpenQuestions questions={question.asked} />
      {opened === null ? (
        <Choose
          question={question}
          criteria={criteriaOf(view)}
          answer={answer}
          onChoose={setAnswer}
          isPending={signing.isOpening}
          problem={<Problem problem={signing.problem} />}
          onReview={(remediation) =>
            answer !== null && void signing.open({ reference, question: id, answer, remediation })
          }
        />
      ) : (
        <WhatYouSign view={view} question={question} signing={signing} opened={opened} />
      )}
    </Dialog>
  );
}

type ChooseProps = {
  question: QuestionView;
  criteria: readonly string[];
  answer: Answer | null;
  onChoose: (answer: Answer) => void;
  isPending: boolean;
  problem: React.ReactNode;
  onReview: (remediation: string) => void;
};

/** GO stays shut while something speaks against it; NO-GO is always open, with what mends it. */
function Choose({ question, criteria, answer, onChoose, isPending, problem, onReview }: ChooseProps) {
  const { against } = question;
  const go = {
    value: "go",
    label: question.go,
    detail: question.passkeys ? "signed with a passkey" : undefined,
  };
  const refusedBecause = `Cannot be chosen yet: ${against.length} ${against.length === 1 ? "thing stands" : "things stand"} against it.`;
  const label = answer === "go" ? question.go : question.noGo;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onReview(answer === "no-go" ? textIn(new FormData(event.currentTarget), "remediation") : "");
      }}
    >
      <RadioCards
        label="Answer"
        name="answer"
        value={answer}
        onChange={(value) => onChoose(value === "go" ? "go" : "no-go")}
        cards={[
          against.length > 0 ? { ...go, refusedBecause } : go,
          { value: "no-go", label: question.noGo, detail: "with what has to be mended" },
        ]}
      />
      <StandsAgainst against={against} criteria={criteria} />
      {answer === "no-go" ? <TextArea label="What has to be mended" name="remediation" isRequired /> : null}
      {problem}
      <Button
        type="submit"
        variant={answer === "no-go" ? "stop" : "go"}
        size="l"
        disabled={answer === null}
        isPending={isPending}
      >
        {answer === null ? "Choose an answer" : `Review and sign ${label}`}
      </Button>
    </form>
  );
}

function StandsAgainst({
  against,
  criteria,
}: {
  against: QuestionView["against"];
  criteria: readonly string[];
}) {
  if (against.length === 0) return null;
  return (
    <details>
      <summary className="cursor-pointer text-s text-soft">What stands against GO ({against.length})</summary>
      <div className="mt-2">
        <HindrancesApart hindrances={against} criteria={criteria} />
      </div>
    </details>
  );
}

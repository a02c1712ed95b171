"use client";

import { useState } from "react";
import { commandLine } from "#components/incident/plan-steps.tsx";
import { LogView } from "#components/ui/log-view.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import type { StepState } from "#lib/domain/incident/state.ts";
import { findRun } from "#lib/domain/rollback/run.ts";
import { ruleOnStepAction } from "../../actions.ts";
import { useRoom } from "../room/room-context.ts";
import { outputLines } from "../view/output.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useRoomAction } from "./use-room-action.ts";

/** What a skipped step leaves undone may be what the next one rests on, so that one is named. */
const skipCard = (step: StepState, next: string | null) => ({
  value: "skip",
  label: "Skip",
  detail: `The run goes on without it, and what it would have done stays undone.${next === null ? "" : ` Next: ${next}.`}`,
  ...(step.kind === "verify"
    ? { refusedBecause: "A verification is proved or retried, never skipped." }
    : {}),
});

const abortCard = {
  value: "abort",
  label: "Abort",
  detail: "The run ends for good. What was changed stays changed.",
};

const handInCards = (step: StepState, next: string | null) => [
  {
    value: "done-by-hand",
    label: "It is done",
    detail: "You did it, or saw it done. Your words are what the record has of it.",
  },
  skipCard(step, next),
  abortCard,
];

const rulingCards = (step: StepState, next: string | null) => [
  {
    value: "retry",
    label: "Retry",
    detail: step.idempotent
      ? "It may be run again without harm."
      : "Only where you know that it did not happen: it is not safe to run twice.",
  },
  {
    value: "done-by-hand",
    label: "Done by hand",
    detail: "You made it so yourself, or you see that it did happen. Say how you know.",
  },
  skipCard(step, next),
  abortCard,
];

function wordsFor(step: StepState, title: string) {
  if (step.status === "awaits-person")
    return {
      title: `${title}: by hand`,
      description: "This step is a person's to do. The run waits until you say what was done.",
      output: `Instructions of ${title}`,
      reason: "What did you do, and how do you know that it worked?",
      submit: "Hand it in",
    };
  return {
    title: `${title}: ${step.status === "in-doubt" ? "in doubt" : "failed"}`,
    description:
      step.status === "in-doubt"
        ? "The worker was lost after the step began. Look at the system before you choose."
        : `It ended with ${step.exitCode === null ? "a signal" : `exit ${step.exitCode}`}. The run waits for you.`,
    output: `Output of ${title}`,
    reason: "What did you see, and why do you choose this?",
    submit: "Record the ruling",
  };
}

type RulingDialogProps = { run: string; step: string; attempt: number; onClose: () => void };

/** A step that failed or is in doubt: what it printed, and the four answers. */
export function RulingDialog({ run, step: id, attempt, onClose }: RulingDialogProps) {
  const { state, names, log } = useRoom();
  const [ruling, setRuling] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const { send, told } = useRoomAction(ruleOnStepAction, "Your ruling is recorded");
  const steps = findRun(state, run)?.steps ?? [];
  const step = steps.find((one) => one.id === id);
  if (step === undefined) return null;
  const after = steps.slice(steps.indexOf(step) + 1).find(({ status }) => status === "waiting");
  const next = after === undefined ? null : names.step(run, after.id);
  const isAsked = step.status === "awaits-person";
  const words = wordsFor(step, names.step(run, id));
  return (
    <ActDialog
      title={words.title}
      description={words.description}
      rule={step.rule}
      size="l"
      onClose={onClose}
      onSubmit={() => send({ run, step: id, attempt, ruling, reason })}
      told={told}
      submitLabel={words.submit}
      submitVariant={ruling === "abort" ? "stop" : "go"}
      canSubmit={ruling !== null}
    >
      {isAsked ? null : <p className="figures break-all text-s text-soft">{commandLine(step.argv)}</p>}
      <LogView
        label={words.output}
        lines={outputLines(log.outputs, { run, step: id, attempt })}
        className="[&_section]:h-40"
      />
      <RadioCards
        name="ruling"
        label="What now?"
        columns={isAsked ? 3 : 2}
        value={ruling}
        onChange={setRuling}
        cards={isAsked ? handInCards(step, next) : rulingCards(step, next)}
      />
      <TextArea
        name="reason"
        label={words.reason}
        isRequired
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </ActDialog>
  );
}

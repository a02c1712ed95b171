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

const rulingCards = (step: StepState) => [
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
  {
    value: "skip",
    label: "Skip",
    detail: "The run goes on without it.",
    ...(step.kind === "verify"
      ? { refusedBecause: "A verification is proved or retried, never skipped." }
      : {}),
  },
  { value: "abort", label: "Abort", detail: "The run ends for good. What was changed stays changed." },
];

type RulingDialogProps = { run: string; step: string; attempt: number; onClose: () => void };

/** A step that failed or is in doubt: what it printed, and the four answers. */
export function RulingDialog({ run, step: id, attempt, onClose }: RulingDialogProps) {
  const { state, names, log } = useRoom();
  const [ruling, setRuling] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const { send, told } = useRoomAction(ruleOnStepAction, "Your ruling is recorded");
  const step = findRun(state, run)?.steps.find((one) => one.id === id);
  if (step === undefined) return null;
  const isDoubtful = step.status === "in-doubt";
  return (
    <ActDialog
      title={`${names.step(run, id)}: ${isDoubtful ? "in doubt" : "failed"}`}
      description={
        isDoubtful
          ? "The worker was lost after the step began. Look at the system before you choose."
          : `It ended with ${step.exitCode === null ? "a signal" : `exit ${step.exitCode}`}. The run waits for you.`
      }
      rule={step.rule}
      size="l"
      onClose={onClose}
      onSubmit={() => send({ run, step: id, attempt, ruling, reason })}
      told={told}
      submitLabel="Record the ruling"
      submitVariant={ruling === "abort" ? "stop" : "go"}
      canSubmit={ruling !== null}
    >
      <p className="figures break-all text-s text-soft">{commandLine(step.argv)}</p>
      <LogView
        label={`Output of ${names.step(run, id)}`}
        lines={outputLines(log.outputs, { run, step: id, attempt })}
        className="[&_section]:h-40"
      />
      <RadioCards
        name="ruling"
        label="What now?"
        columns={2}
        value={ruling}
        onChange={setRuling}
        cards={rulingCards(step)}
      />
      <TextArea
        name="reason"
        label="What did you see, and why do you choose this?"
        isRequired
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </ActDialog>
  );
}

"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { TextArea, TextField } from "#components/ui/text-field.tsx";
import type { RunState } from "#lib/domain/incident/state.ts";
import { frozenByWords } from "#lib/domain/rollback/frozen.ts";
import { findRun, whichRun } from "#lib/domain/rollback/run.ts";
import {
  answerApprovalAction,
  confirmRepinAction,
  fileReportAction,
  ratifyRunAction,
  steerRunAction,
} from "../../actions.ts";
import { Questions } from "../room/questions-panel.tsx";
import { useRoom } from "../room/room-context.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useRoomAction } from "./use-room-action.ts";
import { WordsDialog } from "./words-dialog.tsx";

type ForRun = { run: string; onClose: () => void };

export function ApprovalDialog({ run, onClose }: ForRun) {
  const { state, names } = useRoom();
  const [answer, setAnswer] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const { send, told } = useRoomAction(answerApprovalAction, "Your answer is recorded");
  const found = findRun(state, run);
  return (
    <ActDialog
      title="Approve or refuse the rollback"
      description={`${names.person(found?.startedBy ?? "")} started "${names.pack.plans[found?.plan ?? ""]?.title ?? ""}". It runs meanwhile; a refusal pauses it.`}
      rule={found?.rule}
      onClose={onClose}
      onSubmit={() => send({ run, answer, reason })}
      told={told}
      submitLabel={answer === "refused" ? "Refuse and pause" : "Approve"}
      submitVariant={answer === "refused" ? "stop" : "go"}
      canSubmit={answer !== null}
    >
      <RadioCards
        name="answer"
        label="Your answer"
        columns={2}
        value={answer}
        onChange={setAnswer}
        cards={[
          { value: "approved", label: "Approve", detail: "The rollback goes on." },
          { value: "refused", label: "Refuse", detail: "It pauses; only your role lets it go on." },
        ]}
      />
      <TextArea
        name="reason"
        label="Reason"
        isRequired={false}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <AskedBack run={run} />
    </ActDialog>
  );
}

/** What was asked back about a run, and the way to ask before answering. */
function AskedBack({ run }: { run: string }) {
  const { state, open } = useRoom();
  const asked = state.questions.filter(({ about }) => "run" in about && about.run === run);
  return (
    <div className="grid justify-items-start gap-2">
      {asked.length === 0 ? null : <Questions questions={asked} />}
      <Button size="s" onClick={() => open({ kind: "ask-question", about: { run } })}>
        Ask before you answer
      </Button>
    </div>
  );
}

export function ReportDialog({ run, onClose }: ForRun) {
  const { state } = useRoom();
  const found = findRun(state, run);
  return (
    <WordsDialog
      title={`Report the rollback you started${found === null ? "" : whichRun(state, found)}`}
      description="Act first, report later: this is the report."
      rule={found?.rule}
      label="What did you do, and why?"
      rows={7}
      submitLabel="File the report"
      said="Report filed"
      action={fileReportAction}
      input={(body) => ({ run, body })}
      onClose={onClose}
    />
  );
}

export function RatifyDialog({ run, onClose }: ForRun) {
  const { state, names } = useRoom();
  const found = findRun(state, run);
  return (
    <WordsDialog
      title={`Ratify what was done first${found === null ? "" : whichRun(state, found)}`}
      description={`${names.person(found?.startedBy ?? "")} rolled back before anybody could be asked. By ratifying you agree afterwards; until then the incident stays open.`}
      rule={found?.rule}
      label="Remark"
      isRequired={false}
      submitLabel="Ratify"
      said="Ratified"
      action={ratifyRunAction}
      input={(reason) => ({ run, reason })}
      onClose={onClose}
    />
  );
}

const steering = {
  pause: { label: "Pause", detail: "The step that runs is let finish; no further one begins." },
  resume: { label: "Resume", detail: "The run goes on where it stopped." },
  abort: { label: "Abort", detail: "The run ends for good. What was changed stays changed." },
} as const;

const frozenWords = (run: RunState | null) =>
  run?.pausedBy === "frozen"
    ? `Frozen by ${frozenByWords(run.frozenBy ?? [])}. Ask there, or say why the run goes on all the same.`
    : undefined;

function offeredSteering(run: RunState | null) {
  if (run?.abortAsked) return ["resume"] as const;
  return run?.status === "paused" ? (["resume", "abort"] as const) : (["pause", "abort"] as const);
}

export function SteerDialog({ run, onClose }: ForRun) {
  const { state, names } = useRoom();
  const found = findRun(state, run);
  const isPaused = found?.status === "paused";
  const running = found?.steps.find(({ status }) => status === "running");
  const offered = offeredSteering(found);
  const [chosen, setChosen] = useState<string>(offered[0]);
  // The run goes on under the open dialog, and what was chosen may be offered no more.
  const to = offered.find((one) => one === chosen) ?? null;
  const [reason, setReason] = useState("");
  const { send, told } = useRoomAction(steerRunAction, "The run was told");
  return (
    <ActDialog
      title={isPaused ? "The run is paused" : "Pause or abort the run"}
      description={
        running === undefined
          ? frozenWords(found)
          : found?.abortAsked
            ? `The run is aborted when "${names.step(run, running.id)}" has ended. Resuming it takes that back.`
            : `"${names.step(run, running.id)}" is running: a pause lets it end first, and an abort waits for its end.`
      }
      onClose={onClose}
      onSubmit={() => send({ run, to, reason })}
      told={told}
      submitLabel={to === null ? "Choose an answer" : steering[to].label}
      submitVariant={to === "abort" ? "stop" : "go"}
      canSubmit={to !== null}
    >
      <RadioCards
        name="to"
        label="What should it do?"
        columns={2}
        value={to}
        onChange={setChosen}
        cards={offered.map((value) => ({ value, ...steering[value] }))}
      />
      <TextArea
        name="reason"
        label="Reason"
        isRequired
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </ActDialog>
  );
}

export function RepinDialog({ onClose }: { onClose: () => void }) {
  const { state } = useRoom();
  const [pin, setPin] = useState(state.baseline.tag ?? "");
  const [body, setBody] = useState("");
  const { send, told } = useRoomAction(confirmRepinAction, "Re-pin confirmed");
  return (
    <ActDialog
      title="Confirm the re-pin"
      description="You say for your side that it runs on the restored pin."
      onClose={onClose}
      onSubmit={() => send({ pin, body })}
      told={told}
      submitLabel="Confirm"
    >
      <TextField
        name="pin"
        label="The pin you run on"
        isRequired
        value={pin}
        hint="The approved baseline's tag is filled in; change it where yours differs."
        onChange={(event) => setPin(event.target.value)}
      />
      <TextArea
        name="body"
        label="How you know"
        isRequired={false}
        value={body}
        onChange={(event) => setBody(event.target.value)}
      />
    </ActDialog>
  );
}

"use client";

import { useState } from "react";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import { utcMinute } from "#components/ui/time-text.ts";
import { dataEffectOf } from "#lib/domain/notice/values.ts";
import {
  answerConsensusAction,
  concludeDiscussionAction,
  confirmTriggerAction,
} from "../../timing-actions.ts";
import { useRoom } from "../room/room-context.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useRoomAction } from "./use-room-action.ts";
import { WordsDialog } from "./words-dialog.tsx";

type Closable = { onClose: () => void };

/** What was said of the trigger: how it is seen, and what shows it. */
function TriggerWords() {
  const { view, state } = useRoom();
  const trigger = view.pack.triggers[state.trigger];
  if (trigger === undefined) return null;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-s">
      <dt className="text-faint">Trigger</dt>
      <dd>{trigger.title}</dd>
      {trigger.detection ? (
        <>
          <dt className="text-faint">Seen when</dt>
          <dd>{trigger.detection}</dd>
        </>
      ) : null}
      {trigger.evidence ? (
        <>
          <dt className="text-faint">Shown by</dt>
          <dd>{trigger.evidence}</dd>
        </>
      ) : null}
    </dl>
  );
}

export function ConfirmTriggerDialog({ onClose }: Closable) {
  const { view, state } = useRoom();
  return (
    <WordsDialog
      title="Confirm what was seen"
      description="The time for a rollback counts from your confirmation."
      rule={view.pack.triggers[state.trigger]?.rule}
      label="What shows it?"
      hint="A graph, an alert, a line of a log."
      submitLabel="Confirm"
      said="Confirmed"
      action={confirmTriggerAction}
      input={(evidence) => ({ evidence })}
      onClose={onClose}
    >
      <TriggerWords />
    </WordsDialog>
  );
}

export function ConcludeDiscussionDialog({ onClose }: Closable) {
  const { view, state } = useRoom();
  return (
    <WordsDialog
      title="Conclude the discussion"
      description="The time for a rollback counts from here; scheduling it is another act."
      rule={view.pack.triggers[state.trigger]?.rule}
      label="What did the team come to?"
      submitLabel="Conclude"
      said="The discussion is concluded"
      action={concludeDiscussionAction}
      input={(outcome) => ({ outcome })}
      onClose={onClose}
    >
      <TriggerWords />
    </WordsDialog>
  );
}

export function ConsensusDialog({ role, onClose }: Closable & { role: string }) {
  const { view, state, names } = useRoom();
  const [answer, setAnswer] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const { send, told } = useRoomAction(answerConsensusAction, "Your answer is recorded");
  const { schedule } = state;
  const plan = view.pack.plans[schedule?.plan ?? ""];
  const rule = view.pack.authority.startRollback.find(({ consensus }) => consensus.includes(role))?.rule;
  return (
    <ActDialog
      title="Agree to the scheduled rollback, or refuse it"
      description={`${names.person(schedule?.by ?? "")} proposes "${plan?.title ?? ""}" for ${utcMinute(schedule?.startAt ?? view.serverNow)} UTC. You answer as ${names.role(role)}.`}
      rule={rule}
      onClose={onClose}
      onSubmit={() => send({ role, answer, reason })}
      told={told}
      submitLabel={answer === "refused" ? "Refuse" : "Agree"}
      submitVariant={answer === "refused" ? "stop" : "go"}
      canSubmit={answer !== null}
    >
      <p className="text-s text-soft">{dataEffectOf(plan)}</p>
      <RadioCards
        name="answer"
        label="Your answer"
        columns={2}
        value={answer}
        onChange={setAnswer}
        cards={[
          { value: "agreed", label: "Agree", detail: "It starts at that time, once everybody agreed." },
          { value: "refused", label: "Refuse", detail: "The schedule is void; another time is proposed." },
        ]}
      />
      <TextArea
        label="Reason"
        isRequired={false}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </ActDialog>
  );
}

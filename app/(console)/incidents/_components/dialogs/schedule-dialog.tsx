"use client";

import { useState } from "react";
import { useServerNow } from "#components/ui/server-clock.ts";
import { Select, TextArea, TextField } from "#components/ui/text-field.tsx";
import { utcSecond } from "#components/ui/time-text.ts";
import { startRules } from "#lib/domain/authority/start-rollback.ts";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { offeredPlans } from "#lib/domain/rollback/offered.ts";
import { scheduleRollbackAction } from "../../timing-actions.ts";
import { useRoom } from "../room/room-context.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useRoomAction } from "./use-room-action.ts";

const named = "named";
/** Minutes beyond what the protocol asks, so that the others have time to agree. */
const spare = [5, 10, 15, 30, 60];

function useTime(ahead: number) {
  const { view, state } = useRoom();
  const now = useServerNow(view.serverNow);
  const [minutes, setMinutes] = useState(String(ahead + (spare[0] ?? 5)));
  const [at, setAt] = useState("");
  const inMinutes = minutesAfter(new Date(now).toISOString(), Number(minutes) || 0, state.clockFactor);
  const startAt = minutes === named ? (at === "" ? null : new Date(`${at}Z`).toISOString()) : inMinutes;
  const choose = (value: string) => {
    if (value === named) setAt(inMinutes.slice(0, 16));
    setMinutes(value);
  };
  return { minutes, choose, at, setAt, startAt };
}

function When({ time, ahead }: { time: ReturnType<typeof useTime>; ahead: number }) {
  const options = [
    ...spare.map((more) => ({ value: String(ahead + more), label: `in ${ahead + more} minutes` })),
    { value: named, label: "at another time" },
  ];
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      <Select
        label="Starts"
        hint={`At least ${ahead} minutes ahead: ${time.startAt === null ? "no time yet" : `${utcSecond(time.startAt)} UTC`}.`}
        options={options}
        value={time.minutes}
        onChange={(event) => time.choose(event.target.value)}
      />
      {time.minutes === named ? (
        <TextField
          label="Starts at, UTC"
          type="datetime-local"
          className="figures"
          value={time.at}
          onChange={(event) => time.setAt(event.target.value)}
        />
      ) : null}
    </div>
  );
}

/** Proposes when the rollback starts; it starts by a person then, never by itself. */
export function ScheduleDialog({ plan: asked, onClose }: { plan: string; onClose: () => void }) {
  const { view, state, names } = useRoom();
  const [rule] = startRules(state, view.pack);
  const ahead = rule?.ahead?.minutes ?? 0;
  const time = useTime(ahead);
  const [plan, setPlan] = useState(asked);
  const [reason, setReason] = useState("");
  const { send, told } = useRoomAction(scheduleRollbackAction, "The rollback is scheduled");
  const plans = offeredPlans(view.pack, state.severity).map((value) => ({
    value,
    label: view.pack.plans[value]?.title ?? value,
  }));
  const roles = (rule?.consensus ?? []).map(names.role).join(" and ");
  return (
    <ActDialog
      title="Schedule the rollback"
      description={`${roles} must agree, and everybody is told ahead. Nothing starts by itself at that time.`}
      rule={rule?.rule}
      onClose={onClose}
      onSubmit={() => send({ plan, startAt: time.startAt, reason })}
      told={told}
      submitLabel="Propose this time"
      canSubmit={time.startAt !== null}
    >
      {plans.length > 1 ? (
        <Select label="Plan" options={plans} value={plan} onChange={(event) => setPlan(event.target.value)} />
      ) : null}
      <When time={time} ahead={ahead} />
      <TextArea
        label="Why this plan, and why then?"
        isRequired
        rows={3}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </ActDialog>
  );
}

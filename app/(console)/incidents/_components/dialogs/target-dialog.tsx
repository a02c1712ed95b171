"use client";

import { useState } from "react";
import { useServerNow } from "#components/ui/server-clock.ts";
import { TextField } from "#components/ui/text-field.tsx";
import { ownerTitle } from "#lib/domain/protocol/owner-title.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { minutesSince, whyNoTarget } from "#lib/domain/rollback/targets.ts";
import { confirmTargetAction } from "../../mode-actions.ts";
import { useRoom } from "../room/room-context.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useRoomAction } from "./use-room-action.ts";

type Target = ProtocolPack["targets"][string];

/** What the rollback goes back to, word for word; the approved baseline stands beside what it can be compared with. */
export function TargetDialog({ target: name, onClose }: { target: string; onClose: () => void }) {
  const { view, state } = useRoom();
  const target = view.pack.targets[name];
  // What no other value may stand for is there to be read and confirmed, not to be typed.
  const approved = target?.equals === undefined ? undefined : state.baseline[target.equals];
  const [value, setValue] = useState(state.targets[name]?.value ?? approved ?? "");
  const { send, told } = useRoomAction(confirmTargetAction, "Confirmed");
  if (target === undefined) return null;
  return (
    <ActDialog
      title={`Confirm: ${target.title}`}
      description={`For ${ownerTitle(view.pack, target.confirms)}. Confirmed again, the newer stands; once the rollback runs it no longer moves.`}
      rule={target.rule}
      onClose={onClose}
      onSubmit={() => send({ target: name, value })}
      told={told}
      submitLabel="Confirm it"
      canSubmit={value.trim() !== ""}
    >
      <TargetField target={target} value={value} onChange={setValue} />
      {target.kind === "text" || target.kind === "pin" ? <ApprovedBaseline /> : null}
    </ActDialog>
  );
}

/** Beside what is typed; no time and no number of minutes is compared with it. */
function ApprovedBaseline() {
  const { state } = useRoom();
  return (
    <p className="text-s text-soft">
      Approved baseline:{" "}
      {Object.entries(state.baseline)
        .map(([part, approved]) => `${part} ${approved}`)
        .join(", ") || "none is registered"}
    </p>
  );
}

type FieldProps = { target: Target; value: string; onChange: (value: string) => void };

function TargetField({ target, value, onChange }: FieldProps) {
  if (target.kind === "minutes") return <MinutesField target={target} value={value} onChange={onChange} />;
  if (target.kind === "instant")
    return (
      <TextField
        name="value"
        label={`${target.title} (UTC)`}
        type="datetime-local"
        step={1}
        value={value.slice(0, 19)}
        onChange={(event) => onChange(instantOf(event.target.value))}
      />
    );
  return <WordField target={target} value={value} onChange={onChange} />;
}

/** Says at once where the approved baseline has another value, which the plan would go back to all the same. */
function WordField({ target, value, onChange }: FieldProps) {
  const { view, state } = useRoom();
  const why =
    value === "" ? null : whyNoTarget(target, value, { pack: view.pack, state, now: view.serverNow });
  return (
    <TextField
      name="value"
      label={target.title}
      className="figures"
      error={why ?? undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Says how many there are by now, because the number must still cover all that is lost when the run starts. */
function MinutesField({ target, value, onChange }: FieldProps) {
  const { view, state } = useRoom();
  const now = new Date(useServerNow(view.serverNow)).toISOString();
  const since = target.since === undefined ? undefined : state.targets[target.since]?.value;
  const least = since === undefined ? null : minutesSince(since, now);
  const why = value === "" ? null : whyNoTarget(target, value, { pack: view.pack, state, now });
  return (
    <TextField
      name="value"
      label={target.title}
      inputMode="numeric"
      className="figures"
      hint={least === null ? undefined : `${least} by now, and one more with every minute until the start.`}
      error={why ?? undefined}
      value={value}
      onChange={(event) => onChange(event.target.value.trim())}
    />
  );
}

const instantOf = (local: string) =>
  local === "" ? "" : `${local.length === 16 ? `${local}:00` : local}.000Z`;

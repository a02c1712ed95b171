"use client";

import { useState } from "react";
import { TextField } from "#components/ui/text-field.tsx";
import { ownerTitle } from "#lib/domain/protocol/owner-title.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { confirmTargetAction } from "../../mode-actions.ts";
import { useRoom } from "../room/room-context.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useRoomAction } from "./use-room-action.ts";

type Target = ProtocolPack["targets"][string];

/** What the rollback goes back to, word for word; the approved baseline stands beside it to be compared. */
export function TargetDialog({ target: name, onClose }: { target: string; onClose: () => void }) {
  const { view, state } = useRoom();
  const target = view.pack.targets[name];
  const [value, setValue] = useState(state.targets[name]?.value ?? "");
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
      <p className="text-s text-soft">
        Approved baseline:{" "}
        {Object.entries(state.baseline)
          .map(([part, approved]) => `${part} ${approved}`)
          .join(", ") || "none is registered"}
      </p>
    </ActDialog>
  );
}

function TargetField({
  target,
  value,
  onChange,
}: {
  target: Target;
  value: string;
  onChange: (value: string) => void;
}) {
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
  return (
    <TextField
      name="value"
      label={target.title}
      className="figures"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

const instantOf = (local: string) =>
  local === "" ? "" : `${local.length === 16 ? `${local}:00` : local}.000Z`;

"use client";

import { useState } from "react";
import { CriteriaList, holding } from "#components/incident/criteria-list.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import { unfreezeAction } from "../../mode-actions.ts";
import { useRoom } from "../room/room-context.ts";
import { unfreezeCriteria } from "../view/mode.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useRoomAction } from "./use-room-action.ts";

/** The end of the freezes: every condition with how it stands, and nothing moves before all of them hold. */
export function UnfreezeDialog({ onClose }: { onClose: () => void }) {
  const { view, state, names } = useRoom();
  const [scope, setScope] = useState("");
  const { send, told } = useRoomAction(unfreezeAction, "The freezes are lifted");
  const criteria = unfreezeCriteria(state, names);
  return (
    <ActDialog
      title="Lift the freezes"
      description={`${names.role(view.pack.unfreeze?.by ?? view.pack.commander)} lifts them once everything holds; ${holding(criteria)}.`}
      rule={view.pack.unfreeze?.rule}
      size="l"
      onClose={onClose}
      onSubmit={() => send({ scope })}
      told={told}
      labels={{ scope: "What moves again" }}
      submitLabel="Lift the freezes"
    >
      <CriteriaList criteria={criteria} />
      <TextArea
        name="scope"
        label="What moves again?"
        isRequired
        rows={2}
        value={scope}
        onChange={(event) => setScope(event.target.value)}
      />
    </ActDialog>
  );
}

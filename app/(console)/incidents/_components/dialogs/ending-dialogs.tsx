"use client";

import { useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { TextArea, TextField } from "#components/ui/text-field.tsx";
import { cancelBlockers } from "#lib/domain/incident/decide/cancel.ts";
import { cancelIncidentAction, linkIncidentsAction, reopenIncidentAction } from "../../command-actions.ts";
import { useRoom } from "../room/room-context.ts";
import { ActDialog } from "./act-dialog.tsx";
import { BlockerBanner } from "./blocker-banner.tsx";
import { useRoomAction } from "./use-room-action.ts";
import { WordsDialog } from "./words-dialog.tsx";

type Closable = { onClose: () => void };

export function CancelDialog({ onClose }: Closable) {
  const { view, state } = useRoom();
  return (
    <WordsDialog
      title={`Cancel ${state.reference} as a false alarm`}
      description="It ends as cancelled: clocks are released, freezes lift. It can be reopened."
      label="How do you know that it was none?"
      submitLabel="It was a false alarm"
      submitVariant="stop"
      said="Cancelled"
      action={cancelIncidentAction}
      input={(reason) => ({ reason })}
      onClose={onClose}
    >
      <BlockerBanner
        title="Whoever was told must first be told that it was a false alarm"
        blockers={cancelBlockers(state, view.pack)}
      />
    </WordsDialog>
  );
}

export function ReopenDialog({ onClose }: Closable) {
  const { state } = useRoom();
  return (
    <WordsDialog
      title={`Reopen ${state.reference}`}
      description="The exit criteria are asked again. Clocks that ended stay ended; what an unverified rollback froze is frozen again."
      label="Why is it open again?"
      submitLabel="Reopen the incident"
      said="Reopened"
      action={reopenIncidentAction}
      input={(reason) => ({ reason })}
      onClose={onClose}
    />
  );
}

const relations = [
  { value: "related", label: "Related", detail: "Whoever reads one should know of the other." },
  { value: "caused-by", label: "Caused by it", detail: "The other incident is the cause of this one." },
  {
    value: "duplicate-of",
    label: "Duplicate of it",
    detail: "This one is closed and points there; the other goes on. The commander's act.",
  },
];

export function LinkDialog({ onClose }: Closable) {
  const { view, state } = useRoom();
  const [other, setOther] = useState("");
  const [relation, setRelation] = useState("related");
  const [reason, setReason] = useState("");
  const { send, told } = useRoomAction(linkIncidentsAction, "Linked in both logs");
  const merges = relation === "duplicate-of";
  const blockers = merges ? cancelBlockers(state, view.pack) : [];
  return (
    <ActDialog
      title="Link another incident"
      description="Both logs get an entry. You need a part in both."
      onClose={onClose}
      onSubmit={() => send({ other: other.trim().toUpperCase(), relation, reason })}
      told={told}
      submitLabel={merges ? "Merge and close this one" : "Link"}
      submitVariant={merges ? "stop" : "go"}
    >
      <TextField
        label="The other incident"
        isRequired
        placeholder="INC-2026-0042"
        value={other}
        onChange={(event) => setOther(event.target.value)}
      />
      <RadioCards
        name="relation"
        label={`How is ${state.reference} joined to it?`}
        cards={relations}
        value={relation}
        onChange={setRelation}
      />
      <BlockerBanner title="Before it can be merged" blockers={blockers} />
      <TextArea
        label="What joins them?"
        isRequired
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {merges ? (
        <Banner tone="risk" title="This incident ends with it">
          Its clocks are released and its freezes lift.
        </Banner>
      ) : null}
    </ActDialog>
  );
}

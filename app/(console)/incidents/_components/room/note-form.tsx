"use client";

import { type Dispatch, useState } from "react";
import { NoteComposer } from "#components/incident/note-composer.tsx";
import { blockerWords } from "#lib/domain/refusal.ts";
import { useAction } from "../../../../_action/use-action.ts";
import { addNoteAction } from "../../actions.ts";
import type { PendingNote, RoomChange } from "../live/room-log.ts";
import { useRoom } from "./room-context.ts";

type Kind = PendingNote["kind"];
const kinds: Record<Kind, string> = { note: "Note", observation: "Observation", decision: "Decision" };
const control = "min-h-7 rounded-s border border-edge bg-plate px-1.5 text-s pointer-coarse:min-h-9";

/** A note stands in the timeline at once; the stream brings the entry that takes its place. */
function useNotes(change: Dispatch<RoomChange>) {
  const { view, viewer } = useRoom();
  const { run } = useAction(addNoteAction);
  const [kind, setKind] = useState<Kind>("note");
  const [party, setParty] = useState<string | null>(null);
  const send = async (body: string): Promise<string | null> => {
    const key = `${Date.now()}-${Math.random()}`;
    const note = { key, author: viewer.person, kind, body, party, at: new Date().toISOString(), seq: null };
    change({ kind: "note-sent", note });
    const result = await run({ reference: view.reference, kind, body, party, occurredAt: null });
    if (result.ok) {
      change({ kind: "note-placed", key, seq: result.value.seq });
      setKind("note");
      return null;
    }
    change({ kind: "note-refused", key });
    const { refusal, error } = result;
    return refusal === undefined
      ? error.message
      : [refusal.message, ...refusal.blockers.map((one) => blockerWords(one, { body: "The note" }))].join(
          " ",
        );
  };
  return { kind, setKind, party, setParty, send };
}

export function NoteForm({ change }: { change: Dispatch<RoomChange> }) {
  const { view, viewer, names } = useRoom();
  const { kind, setKind, party, setParty, send } = useNotes(change);
  return (
    <NoteComposer
      draftKey={view.reference}
      onSend={send}
      options={
        <>
          <label className="flex items-center gap-1.5 text-s text-soft">
            Kind
            <select
              value={kind}
              onChange={(event) => setKind(event.target.value as Kind)}
              className={control}
            >
              {Object.entries(kinds).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          {viewer.party === null ? null : (
            <label className="flex items-center gap-1.5 text-s text-soft">
              For
              <select
                value={party ?? ""}
                onChange={(event) => setParty(event.target.value === "" ? null : event.target.value)}
                className={control}
              >
                <option value="">everyone in the room</option>
                <option value={viewer.party}>{names.party(viewer.party)} alone</option>
              </select>
            </label>
          )}
        </>
      }
    />
  );
}

"use client";

import { useState } from "react";
import { CriteriaList } from "#components/incident/criteria-list.tsx";
import { Select } from "#components/ui/text-field.tsx";
import { closingBlockers } from "#lib/domain/incident/decide/close.ts";
import {
  assignRoleAction,
  closeIncidentAction,
  correctEntryAction,
  proposeDecisionAction,
  redactEntryAction,
} from "../../actions.ts";
import { entryAt } from "../live/entry-at.ts";
import { useRoom } from "../room/room-context.ts";
import { entrySentence } from "../sentence/entry-sentence.ts";
import { gateCriteria } from "../view/evidence.ts";
import { ActDialog } from "./act-dialog.tsx";
import { BlockerBanner } from "./blocker-banner.tsx";
import { useRoomAction } from "./use-room-action.ts";
import { WordsDialog } from "./words-dialog.tsx";

type Closable = { onClose: () => void };

export function ProposeDialog({ gate, onClose }: Closable & { gate: string }) {
  const { view, state, names } = useRoom();
  return (
    <WordsDialog
      title={`Propose: ${view.pack.gates[gate]?.question ?? gate}`}
      description="Both sides answer what stands here. The packet follows the facts: when they change, verdicts fall away."
      rule={view.pack.gates[gate]?.rule}
      label="What risk remains?"
      hint="Say it plainly, or that none is known. Both sides sign this."
      submitLabel="Propose the decision"
      said="Proposed; both sides are asked"
      action={proposeDecisionAction}
      input={(residualRisk) => ({ gate, residualRisk })}
      onClose={onClose}
      below={<CriteriaList criteria={gateCriteria(state, names, gate)} />}
    />
  );
}

export function CloseDialog({ onClose }: Closable) {
  const { view, state } = useRoom();
  const blockers = closingBlockers(state, view.pack, { otherCriticalIncidents: 0 });
  return (
    <WordsDialog
      title={`Close ${state.reference}`}
      description="Its log takes no more after that, but for redactions."
      label="What happened, in a sentence or two?"
      submitLabel="Close the incident"
      said="Closed"
      action={closeIncidentAction}
      input={(summary) => ({ summary })}
      canSubmit={blockers.length === 0}
      onClose={onClose}
    >
      <BlockerBanner title="The protocol keeps it open" blockers={blockers} />
    </WordsDialog>
  );
}

function useAssignment(asked: string | undefined) {
  const { view, state } = useRoom();
  const [role, setRole] = useState(asked ?? view.pack.commander);
  const [person, setPerson] = useState("");
  const described = view.pack.roles[role];
  const able = view.people.filter((one) => described?.party === undefined || one.party === described.party);
  const isHandOver = role === view.pack.commander && state.commander !== person;
  return { role, setRole, person, setPerson, able, isHandOver };
}

export function AssignDialog({ role: asked, onClose }: Closable & { role?: string }) {
  const { view, names } = useRoom();
  const { role, setRole, person, setPerson, able, isHandOver } = useAssignment(asked);
  const { send, told } = useRoomAction(assignRoleAction, "Recorded");
  const roles = Object.entries(view.pack.roles).map(([value, { title }]) => ({ value, label: title }));
  const people = able.map((one) => ({
    value: one.id,
    label: one.roles.length === 0 ? one.name : `${one.name} (${one.roles.map(names.role).join(", ")})`,
  }));
  return (
    <ActDialog
      title="Name somebody for a role"
      description="It opens this room to them. Naming another commander hands over command."
      onClose={onClose}
      onSubmit={() => send({ person, role })}
      told={told}
      submitLabel={isHandOver ? "Hand over command" : "Name for the role"}
      canSubmit={person !== ""}
    >
      <Select label="Role" options={roles} value={role} onChange={(event) => setRole(event.target.value)} />
      <Select
        label="Person"
        placeholder="Choose a person"
        options={people}
        value={person}
        onChange={(event) => setPerson(event.target.value)}
      />
    </ActDialog>
  );
}

function useEntryWords(seq: number): string {
  const { log, names } = useRoom();
  const entry = entryAt(log.entries, seq);
  return entry === undefined ? "" : entrySentence(entry.event, entry.text, names).what;
}

const Quoted = ({ words }: { words: string }) => (
  <blockquote className="whitespace-pre-line border-line-strong border-l-2 pl-3 text-s text-soft">
    {words}
  </blockquote>
);

export function CorrectDialog({ seq, onClose }: Closable & { seq: number }) {
  return (
    <WordsDialog
      title={`Correct entry ${seq}`}
      description="A correction is a new entry; the old one stays legible, struck through."
      label="What is right?"
      submitLabel="Record the correction"
      said="Corrected"
      action={correctEntryAction}
      input={(body) => ({ corrects: seq, body })}
      onClose={onClose}
    >
      <Quoted words={useEntryWords(seq)} />
    </WordsDialog>
  );
}

export function RedactDialog({ seq, onClose }: Closable & { seq: number }) {
  return (
    <WordsDialog
      title={`Redact entry ${seq}`}
      description="The words are removed for good, here and in the database. The entry, its place and its digest stay."
      label="Why are they redacted?"
      submitLabel="Remove the words"
      submitVariant="stop"
      said="Redacted"
      action={redactEntryAction}
      input={(reason) => ({ redacts: seq, reason })}
      onClose={onClose}
    >
      <Quoted words={useEntryWords(seq)} />
    </WordsDialog>
  );
}

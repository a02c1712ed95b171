"use client";

import { useState } from "react";
import { type RadioCard, RadioCards } from "#components/ui/radio-cards.tsx";
import { TextArea, TextField } from "#components/ui/text-field.tsx";
import { evidenceOwner } from "#lib/domain/gate/evidence-owner.ts";
import { ownerTitle } from "#lib/domain/protocol/owner-title.ts";
import { FileFields, useEvidenceFile } from "../../../_evidence/evidence-file.tsx";
import { handInDeliverableAction, handInEvidenceAction } from "../../actions.ts";
import { useRoom } from "../room/room-context.ts";
import { ActDialog } from "./act-dialog.tsx";
import { CollectHere } from "./collect-here.tsx";
import { useRoomAction } from "./use-room-action.ts";
import { WordsDialog } from "./words-dialog.tsx";

const kinds = [
  { value: "command-output", label: "Output", detail: "What a command printed" },
  { value: "link", label: "Link", detail: "Where the proof stands" },
  { value: "text", label: "Text", detail: "In your own words" },
  { value: "file", label: "File", detail: "A report, a log, a picture" },
];

function useEvidence(requirement: string) {
  const { view } = useRoom();
  const files = useEvidenceFile({ reference: view.reference, mostBytes: view.files.mostBytes });
  const [kind, setKind] = useState("command-output");
  const [exit, setExit] = useState("0");
  const [summary, setSummary] = useState("");
  const [body, setBody] = useState("");
  const { send, told } = useRoomAction(handInEvidenceAction, "Handed in");
  const isOutput = kind === "command-output";
  const exitCode = isOutput && /^-?\d+$/.test(exit.trim()) ? Number(exit) : null;
  const isFile = kind === "file";
  const submit = () =>
    isFile ? files.submit(requirement, summary) : send({ requirement, kind, exitCode, summary, body });
  return {
    ...{ kind, setKind, exit, setExit, summary, setSummary, body, setBody, isOutput, isFile, files, submit },
    told: isFile ? files.told : told,
  };
}

export function EvidenceDialog({ requirement: id, onClose }: { requirement: string; onClose: () => void }) {
  const { view } = useRoom();
  const draft = useEvidence(id);
  const requirement = view.pack.evidence[id];
  if (requirement === undefined) return null;
  return (
    <ActDialog
      title={`Hand in: ${requirement.title}`}
      description={`For ${ownerTitle(view.pack, evidenceOwner(requirement))}. The digest of exactly these bytes is recorded; a newer one supersedes, nothing is replaced.`}
      rule={requirement.rule}
      size="l"
      onClose={onClose}
      onSubmit={draft.submit}
      told={draft.told}
      submitLabel="Hand in"
      canSubmit={!draft.isFile || draft.files.canSend}
    >
      {requirement.action === undefined ? null : (
        <CollectHere requirement={id} action={requirement.action} onClose={onClose} />
      )}
      <EvidenceFields
        draft={draft}
        placeholder={requirement.title}
        party={requirement.party === undefined ? null : ownerTitle(view.pack, evidenceOwner(requirement))}
        kinds={requirement.action === undefined ? kinds : kinds.filter((kind) => kind.value !== "text")}
      />
    </ActDialog>
  );
}

type Draft = ReturnType<typeof useEvidence>;

type EvidenceFieldsProps = {
  draft: Draft;
  placeholder: string;
  /** Whose it is, where a party owes it. */
  party: string | null;
  kinds: readonly RadioCard[];
};

function EvidenceFields({ draft, placeholder, party, kinds }: EvidenceFieldsProps) {
  return (
    <>
      <RadioCards
        name="kind"
        label="What is it?"
        columns={2}
        cards={kinds}
        value={draft.kind}
        onChange={draft.setKind}
      />
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_120px]">
        <TextField
          name="summary"
          label="What does it prove?"
          isRequired
          value={draft.summary}
          placeholder={placeholder}
          onChange={(event) => draft.setSummary(event.target.value)}
        />
        {draft.isOutput ? (
          <TextField
            name="exitCode"
            label="Exit code"
            inputMode="numeric"
            value={draft.exit}
            onChange={(event) => draft.setExit(event.target.value)}
          />
        ) : null}
      </div>
      {draft.isFile ? <FileFields files={draft.files} party={party} /> : <BodyField draft={draft} />}
    </>
  );
}

function BodyField({ draft }: { draft: Draft }) {
  return (
    <TextArea
      name="body"
      label={draft.isOutput ? "The output" : draft.kind === "link" ? "The link" : "The text"}
      isRequired
      rows={7}
      className="figures"
      value={draft.body}
      onChange={(event) => draft.setBody(event.target.value)}
    />
  );
}

export function DeliverableDialog({ deliverable, onClose }: { deliverable: string; onClose: () => void }) {
  const { view } = useRoom();
  const described = view.pack.deliverables[deliverable];
  return (
    <WordsDialog
      title={`Hand in: ${described?.title ?? deliverable}`}
      rule={described?.rule}
      label="The document"
      hint="Write it here or paste it."
      rows={10}
      submitLabel="Hand in"
      said="Handed in"
      action={handInDeliverableAction}
      input={(body) => ({ deliverable, body })}
      onClose={onClose}
    />
  );
}

"use client";

import { useState } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Select } from "#components/ui/text-field.tsx";
import type { PackVocabulary } from "#lib/domain/protocol/vocabulary.ts";
import type { PersonLine } from "#lib/queries/people.ts";
import { FormDialog } from "../../_components/form-dialog.tsx";
import { useChange } from "../../_components/use-change.ts";
import { setRosterAction } from "../actions.ts";
import { RoleChoices } from "./role-choices.tsx";

type RosterDialogProps = { person: PersonLine; vocabulary: PackVocabulary; onClose: () => void };

/** A person's side, standing roles, which of them they are on call for, and whether they audit, changed together. */
export function RosterDialog({ person, vocabulary, onClose }: RosterDialogProps) {
  const [party, setParty] = useState(person.party?.key ?? "");
  const [roles, setRoles] = useState<string[]>(person.roles.map(({ key }) => key));
  const [onCallRoles, setOnCallRoles] = useState<string[]>(
    person.roles.filter(({ isOnCall }) => isOnCall).map(({ key }) => key),
  );
  const [isAuditor, setIsAuditor] = useState(person.isAuditor);
  const { send, told } = useChange(setRosterAction);
  const save = async () => {
    const onCall = onCallRoles.filter((role) => roles.includes(role));
    const holding = { party: party === "" ? null : party, roles, onCallRoles: onCall, isAuditor };
    if ((await send({ personId: person.id, ...holding }, `${person.name}'s roles are set`)) !== null)
      onClose();
  };
  return (
    <FormDialog
      title={person.name}
      description="Standing roles: a new incident seats people by them. Rooms that are open keep who they have."
      submitLabel="Save"
      told={told}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <Select
        label="Party"
        hint="The side that they sign for. Nobody names themselves: an administrator cannot take a party alone."
        value={party}
        onChange={(event) => setParty(event.target.value)}
        options={[
          { value: "", label: "None" },
          ...vocabulary.parties.map(({ key, title, of }) => ({ value: key, label: `${title}, ${of}` })),
        ]}
      />
      <Checkbox
        label="Auditor"
        hint="Reads every incident and checkpoint, all words included, and may export each. Of no party and in no role."
        checked={isAuditor}
        onChange={(event) => setIsAuditor(event.target.checked)}
      />
      <RoleChoices
        vocabulary={vocabulary}
        held={person.roles}
        roles={roles}
        onRoles={setRoles}
        onCallRoles={onCallRoles}
        onOnCallRoles={setOnCallRoles}
      />
    </FormDialog>
  );
}

"use client";

import { useState } from "react";
import { Select, TextArea, TextField } from "#components/ui/text-field.tsx";
import { leads } from "#lib/domain/authority/lead.ts";
import { handOverRoleAction, linkBridgeAction } from "../../command-actions.ts";
import { useRoom } from "../room/room-context.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useRoomAction } from "./use-room-action.ts";

type Closable = { onClose: () => void };

/** Every role with its holder that this person may hand over: their own, or all of them where they lead. */
function useHeld() {
  const { view, state, names, viewer } = useRoom();
  const mayAll = leads(state, view.pack, { id: viewer.person, roles: viewer.roles });
  return state.participants
    .filter(({ person }) => mayAll || person === viewer.person)
    .flatMap(({ person, roles }) =>
      roles.map((role) => ({
        value: `${role} ${person}`,
        label: `${role === view.pack.commander && person === state.commander ? "Command" : names.role(role)}: ${names.person(person)}`,
        role,
        person,
      })),
    );
}

/** First what was asked for, then command, then what this person holds. */
function useFirst(held: ReturnType<typeof useHeld>, asked: string | undefined): string {
  const { view, state, viewer } = useRoom();
  const found =
    held.find(({ role }) => role === asked) ??
    held.find(({ role, person }) => role === view.pack.commander && person === state.commander) ??
    held.find(({ person }) => person === viewer.person);
  return found?.value ?? held[0]?.value ?? "";
}

/** Who may take a role: anybody but its holder, of its party where it belongs to one. */
function useReceivers(role: string, holder: string) {
  const { view, names } = useRoom();
  const asked = view.pack.roles[role]?.party;
  return view.people
    .filter(({ id, party }) => id !== holder && (asked === undefined || party === asked))
    .map(({ id, name, roles }) => ({
      value: id,
      label: roles.length === 0 ? name : `${name} (${roles.map(names.role).join(", ")})`,
    }));
}

export function HandOverDialog({ role: asked, onClose }: Closable & { role?: string | undefined }) {
  const { view } = useRoom();
  const held = useHeld();
  const [chosen, setChosen] = useState(useFirst(held, asked));
  const [to, setTo] = useState("");
  const [words, setWords] = useState("");
  const { send, told } = useRoomAction(handOverRoleAction, "Handed over");
  const given = held.find(({ value }) => value === chosen);
  const rule = view.pack.roles[given?.role ?? ""]?.rule;
  const people = useReceivers(given?.role ?? "", given?.person ?? "");
  return (
    <ActDialog
      title="Hand over"
      description="The next person sees at once that they hold it, and reads how things stand."
      rule={rule}
      onClose={onClose}
      onSubmit={() => send({ role: given?.role ?? "", from: given?.person ?? "", to, state: words })}
      told={told}
      submitLabel="Hand over"
      canSubmit={to !== "" && given !== undefined}
    >
      <Select
        label="What is handed over"
        options={held}
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
      />
      <Select
        label="To"
        placeholder="Choose a person"
        options={people}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      <TextArea
        label="How do things stand?"
        hint="What is done, what runs, what comes next, what worries you."
        isRequired
        rows={5}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
    </ActDialog>
  );
}

export function BridgeDialog({ onClose }: Closable) {
  const { view, state } = useRoom();
  const trigger = view.pack.triggers[state.trigger];
  const [url, setUrl] = useState("");
  const { send, told } = useRoomAction(linkBridgeAction, "The bridge is linked");
  return (
    <ActDialog
      title="Link the bridge"
      description="Where everybody talks. It stands in the head of this room, and notices may carry it."
      rule={trigger?.requires.bridge ? trigger.rule : undefined}
      onClose={onClose}
      onSubmit={() => send({ url })}
      told={told}
      submitLabel={state.bridge === null ? "Link the bridge" : "Link this one instead"}
    >
      <TextField
        label="Address or telephone number"
        hint="Begins with https:// or tel:"
        isRequired
        inputMode="url"
        placeholder="https://meet.example.com/incident"
        value={url}
        onChange={(event) => setUrl(event.target.value)}
      />
    </ActDialog>
  );
}

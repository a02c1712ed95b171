"use client";

import { Ellipsis, PhoneCall, PhoneOff, UserMinus, UserPen } from "lucide-react";
import { useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";
import type { PackVocabulary } from "#lib/domain/protocol/vocabulary.ts";
import type { PersonLine } from "#lib/queries/people.ts";
import { useChange } from "../../_components/use-change.ts";
import { setOnCallAction } from "../actions.ts";
import { RemoveDialog } from "./remove-dialog.tsx";
import { RosterDialog } from "./roster-dialog.tsx";

type PersonMenuProps = { person: PersonLine; vocabulary: PackVocabulary };

/** What an administrator can change about a person. */
export function PersonMenu({ person, vocabulary }: PersonMenuProps) {
  const [open, setOpen] = useState<"roster" | "removal" | null>(null);
  const onCallItems = useOnCallItems(person);
  const items: MenuItem[] = [
    {
      kind: "action",
      id: "roster",
      label: "Party and roles",
      icon: UserPen,
      onSelect: () => setOpen("roster"),
    },
    ...onCallItems,
    { kind: "line", id: "line" },
    {
      kind: "action",
      id: "remove",
      label: "Remove",
      icon: UserMinus,
      isStop: true,
      onSelect: () => setOpen("removal"),
    },
  ];
  return (
    <>
      <Menu
        label={`Change ${person.name}`}
        items={items}
        trigger={
          <button type="button" aria-label={`Change ${person.name}`} className={buttonClass("quiet", "s")}>
            <Ellipsis aria-hidden className="size-4" />
          </button>
        }
      />
      {open === "roster" ? (
        <RosterDialog person={person} vocabulary={vocabulary} onClose={() => setOpen(null)} />
      ) : null}
      {open === "removal" ? <RemoveDialog person={person} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function useOnCallItems(person: PersonLine): MenuItem[] {
  const { send } = useChange(setOnCallAction, { saysRefusal: true });
  const turn = (role: PersonLine["roles"][number]) => {
    const onCall = !role.isOnCall;
    const said = `${person.name} is ${onCall ? "on" : "off"} call as ${role.title}`;
    void send({ personId: person.id, role: role.key, onCall }, said);
  };
  return person.roles.map((role) => ({
    kind: "action",
    id: `on-call-${role.key}`,
    label: role.isOnCall ? `Off call as ${role.title}` : `On call as ${role.title}`,
    icon: role.isOnCall ? PhoneOff : PhoneCall,
    onSelect: () => turn(role),
  }));
}

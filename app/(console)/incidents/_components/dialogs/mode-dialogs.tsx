"use client";

import { useState } from "react";
import { RuleLink } from "#components/incident/rule-link.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import { changeScopeAction, declareModeAction } from "../../mode-actions.ts";
import { useRoom } from "../room/room-context.ts";
import { freezesOfMode, lanesReached } from "../view/mode.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useRoomAction } from "./use-room-action.ts";

type Closable = { onClose: () => void };

export function DeclareModeDialog({ onClose }: Closable) {
  const { view, names } = useRoom();
  const { pack } = view;
  const [reasons, setReasons] = useState<string[]>([]);
  const [scope, setScope] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const title = pack.mode?.title ?? "Rollback mode";
  const { send, told } = useRoomAction(declareModeAction, `${title} is declared`);
  return (
    <ActDialog
      title={`Declare: ${title}`}
      description={`${names.role(pack.commander)} declares it, and nobody else. What it freezes stays frozen until it is lifted under control.`}
      rule={pack.mode?.rule}
      size="l"
      onClose={onClose}
      onSubmit={() => send({ reasons, scope: scope ?? "", reason })}
      told={told}
      labels={{ reasons: "Reasons", scope: "Level" }}
      submitLabel={scope === null ? "Declare" : `Declare at ${scope}`}
      submitVariant="stop"
    >
      <Reasons chosen={reasons} onChange={setReasons} />
      <Levels value={scope} onChange={setScope} />
      <TextArea
        name="reason"
        label="What happened?"
        isRequired
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <WhatFreezes />
    </ActDialog>
  );
}

function Reasons({ chosen, onChange }: { chosen: string[]; onChange: (reasons: string[]) => void }) {
  const { view } = useRoom();
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 font-medium text-s">Reasons, at least one</legend>
      {Object.entries(view.pack.mode?.reasons ?? {}).map(([name, { title }]) => (
        <Checkbox
          key={name}
          name="reasons"
          label={title}
          checked={chosen.includes(name)}
          onChange={(event) =>
            onChange(event.target.checked ? [...chosen, name] : chosen.filter((one) => one !== name))
          }
        />
      ))}
    </fieldset>
  );
}

type LevelsProps = { value: string | null; onChange: (scope: string) => void; now?: string | undefined };

function Levels({ value, onChange, now }: LevelsProps) {
  const { view } = useRoom();
  const cards = (view.pack.scope?.levels ?? []).map(({ id, title, means }) => ({
    value: id,
    label: `${id}: ${title}`,
    detail: `${means} Lanes: ${lanesReached(view.pack, id).join(", ")}.`,
    end: id === now ? "now" : undefined,
  }));
  return (
    <RadioCards name="scope" label="How far does it reach?" cards={cards} value={value} onChange={onChange} />
  );
}

/** What stands still from the declaration on, and for whom it moves all the same. */
function WhatFreezes() {
  const { view } = useRoom();
  const freezes = freezesOfMode(view.pack);
  if (freezes.length === 0) return null;
  return (
    <Banner tone="risk" title="What freezes at once">
      <ul className="list-disc pl-4">
        {freezes.map(({ name, title, rule, passes }) => (
          <li key={name}>
            {title}. It stays open for {passes.length === 0 ? "nobody" : passes.join(", ")}.{" "}
            {rule === undefined ? null : <RuleLink rule={{ id: rule }} />}
          </li>
        ))}
      </ul>
    </Banner>
  );
}

export function ChangeScopeDialog({ onClose }: Closable) {
  const { view, state } = useRoom();
  const now = state.mode?.scope;
  const [scope, setScope] = useState<string | null>(now ?? null);
  const [reason, setReason] = useState("");
  const { send, told } = useRoomAction(changeScopeAction, `The level is ${scope ?? ""}`);
  return (
    <ActDialog
      title="Widen or narrow the level"
      description="It decides which lanes, steps and evidence there are. Once a rollback of it has begun it stays."
      rule={view.pack.scope?.rule}
      size="l"
      onClose={onClose}
      onSubmit={() => send({ scope: scope ?? "", reason })}
      told={told}
      submitLabel={scope === now ? "Choose another level" : `Make it ${scope ?? ""}`}
      canSubmit={scope !== now}
    >
      <Levels value={scope} onChange={setScope} now={now} />
      <TextArea
        name="reason"
        label="Why?"
        isRequired
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </ActDialog>
  );
}

"use client";

import { useState } from "react";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import { isPlayOffered } from "#lib/domain/gate/holds.ts";
import { outranking } from "#lib/domain/incident/decide/play.ts";
import type { FactValue } from "#lib/domain/incident/events/shapes.ts";
import { choosePlayAction, recordFactAction } from "../../triage-actions.ts";
import { useRoom } from "../room/room-context.ts";
import { alone } from "../view/found-out.ts";
import { ActDialog } from "./act-dialog.tsx";
import { FactField } from "./fact-field.tsx";
import { useRoomAction } from "./use-room-action.ts";

type Closable = { onClose: () => void };

const isEmpty = (value: FactValue) => (typeof value === "string" ? value.trim() : value.tag.trim()) === "";

export function FactDialog({ fact: name, onClose }: Closable & { fact: string }) {
  const { view, state } = useRoom();
  const fact = view.pack.facts[name];
  const [value, setValue] = useState<FactValue>(state.values[name] ?? "");
  const { send, told } = useRoomAction(recordFactAction, "Recorded");
  if (fact === undefined) return null;
  return (
    <ActDialog
      title={fact.title}
      description="What is known now. Found out again, the newer stands; the older stays legible."
      rule={fact.rule}
      onClose={onClose}
      onSubmit={() => send({ fact: name, value })}
      told={told}
      submitLabel="Record it"
      canSubmit={!isEmpty(value)}
    >
      <FactField name={name} fact={fact} value={value} onChange={setValue} />
    </ActDialog>
  );
}

/** Every play with what it means; those for another situation, and those that must wait, say why. */
export function PlayDialog({ onClose }: Closable) {
  const { view, state } = useRoom();
  const { pack } = view;
  const [play, setPlay] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const { send, told } = useRoomAction(choosePlayAction, "Decided");
  const cards = Object.entries(pack.plays).map(([value, { title, means }]) => {
    const [first] = outranking(value, state, pack, alone);
    const chosen = state.plays.some((one) => one.play === value);
    const refusedBecause = chosen
      ? "Decided already."
      : isPlayOffered(value, state, pack, alone)
        ? first && `"${pack.plays[first]?.title}" goes first.`
        : "For another situation than what was found out.";
    return { value, label: title, detail: means, refusedBecause };
  });
  return (
    <ActDialog
      title="How is it contained?"
      description="The choice and its reason stand in the decision log."
      rule={pack.plays[play ?? ""]?.rule}
      size="l"
      onClose={onClose}
      onSubmit={() => send({ play, reason })}
      told={told}
      submitLabel="Decide so"
      canSubmit={play !== null}
    >
      <RadioCards name="play" label="The ways to contain it" cards={cards} value={play} onChange={setPlay} />
      <TextArea label="Why?" isRequired value={reason} onChange={(event) => setReason(event.target.value)} />
    </ActDialog>
  );
}

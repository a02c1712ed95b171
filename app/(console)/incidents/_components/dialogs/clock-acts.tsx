"use client";

import { explainBreachAction, pauseClockAction, resumeClockAction } from "../../clock-actions.ts";
import { useRoom } from "../room/room-context.ts";
import { WordsDialog } from "./words-dialog.tsx";

export type OfClock = { address: { clock: string; occurrence: number }; onClose: () => void };

function useClockTitle({ clock, occurrence }: OfClock["address"]) {
  const { names } = useRoom();
  return `${names.clock(clock)}${occurrence > 1 ? ` (no. ${occurrence})` : ""}`;
}

export function PauseDialog({ address, onClose }: OfClock) {
  const { view } = useRoom();
  const described = view.pack.clocks[address.clock];
  const atMost = described?.mayPause?.atMostMinutes;
  return (
    <WordsDialog
      title={`Pause: ${useClockTitle(address)}`}
      description={`The deadline moves by the time that it stands still; the one before stays on the record.${atMost === undefined ? "" : ` At most ${atMost} minutes in all, then it runs by itself.`}`}
      rule={described?.mayPause?.rule ?? described?.rule}
      label="Why does it have to wait?"
      submitLabel="Pause the clock"
      said="The clock is paused"
      action={pauseClockAction}
      input={(reason) => ({ ...address, reason })}
      onClose={onClose}
    />
  );
}

export function ResumeDialog({ address, onClose }: OfClock) {
  const described = useRoom().view.pack.clocks[address.clock];
  return (
    <WordsDialog
      title={`Resume: ${useClockTitle(address)}`}
      description="It runs again from where it stood, and its deadline moves by that time."
      rule={described?.mayPause?.rule ?? described?.rule}
      label="What has changed?"
      submitLabel="Let it run"
      said="The clock runs again"
      action={resumeClockAction}
      input={(reason) => ({ ...address, reason })}
      onClose={onClose}
    />
  );
}

export function ExplainDialog({ address, onClose }: OfClock) {
  return (
    <WordsDialog
      title={`Say why it was late: ${useClockTitle(address)}`}
      description="The breach stays on the record; so does this. It blames nobody: it says what stood in the way."
      rule={useRoom().view.pack.clocks[address.clock]?.rule}
      label="Why was it missed?"
      hint="What stood in the way, and what would have kept it"
      submitLabel="Record the explanation"
      said="Explained"
      action={explainBreachAction}
      input={(words) => ({ ...address, words })}
      onClose={onClose}
    />
  );
}

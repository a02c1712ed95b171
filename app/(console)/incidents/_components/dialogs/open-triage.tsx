"use client";

import type { RoomAct } from "../room/room-context.ts";
import { BaselineDialog, CheckDialog } from "./check-dialogs.tsx";
import { FactDialog, PlayDialog } from "./triage-dialogs.tsx";

export type TriageAct = Extract<
  RoomAct,
  { kind: "record-fact" | "choose-play" | "measure-baseline" | "report-check" }
>;

/** The dialogs of what is found out while it burns. */
export function OpenTriage({ act, onClose }: { act: TriageAct; onClose: () => void }) {
  switch (act.kind) {
    case "record-fact":
      return <FactDialog fact={act.fact} onClose={onClose} />;
    case "choose-play":
      return <PlayDialog onClose={onClose} />;
    case "measure-baseline":
      return <BaselineDialog check={act.check} onClose={onClose} />;
    case "report-check":
      return <CheckDialog check={act.check} onClose={onClose} />;
  }
}

"use client";

import type { RoomAct } from "../room/room-context.ts";
import { BaselineDialog, CheckDialog } from "./check-dialogs.tsx";
import { FactDialog, PlayDialog } from "./triage-dialogs.tsx";

const kinds = ["record-fact", "choose-play", "measure-baseline", "report-check"] as const;
type TriageAct = Extract<RoomAct, { kind: (typeof kinds)[number] }>;

export const isTriageAct = (act: RoomAct): act is TriageAct => kinds.some((kind) => kind === act.kind);

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

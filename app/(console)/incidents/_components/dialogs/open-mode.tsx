"use client";

import type { RoomAct } from "../room/room-context.ts";
import { AttestDialog } from "./attest-dialog.tsx";
import { ChangeScopeDialog, DeclareModeDialog } from "./mode-dialogs.tsx";
import { TargetDialog } from "./target-dialog.tsx";
import { UnfreezeDialog } from "./unfreeze-dialog.tsx";

const kinds = ["declare-mode", "change-scope", "confirm-target", "attest", "unfreeze"] as const;
type ModeAct = Extract<RoomAct, { kind: (typeof kinds)[number] }>;

export const isModeAct = (act: RoomAct): act is ModeAct => kinds.some((kind) => kind === act.kind);

/** The dialogs of rollback mode, from its declaration to its end under control. */
export function OpenMode({ act, onClose }: { act: ModeAct; onClose: () => void }) {
  switch (act.kind) {
    case "declare-mode":
      return <DeclareModeDialog onClose={onClose} />;
    case "change-scope":
      return <ChangeScopeDialog onClose={onClose} />;
    case "confirm-target":
      return <TargetDialog target={act.target} onClose={onClose} />;
    case "attest":
      return <AttestDialog attestation={act.attestation} onClose={onClose} />;
    case "unfreeze":
      return <UnfreezeDialog onClose={onClose} />;
  }
}

"use client";

import { createContext, useContext } from "react";
import type { QuestionSubject } from "#lib/domain/incident/events/command.ts";
import type { ObligationAct } from "#lib/domain/incident/obligation.ts";
import type { Viewer } from "#lib/domain/incident/obligations.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { RoomView } from "#lib/queries/room/view.ts";
import type { RoomLog } from "../live/room-log.ts";
import type { Lexicon } from "../sentence/lexicon.ts";

/** What can be opened over the room: every act of an obligation, and the few that nobody owes. */
export type RoomAct =
  | ObligationAct
  | { kind: "steer-run"; run: string }
  | { kind: "show-clock"; clock: string; occurrence: number }
  | { kind: "pause-clock"; clock: string; occurrence: number }
  | { kind: "resume-clock"; clock: string; occurrence: number }
  | { kind: "change-severity" }
  | { kind: "change-scope" }
  | { kind: "cancel-incident" }
  | { kind: "reopen-incident" }
  | { kind: "link-incident" }
  | { kind: "hand-over"; role?: string }
  | { kind: "add-task" }
  | { kind: "reassign-task"; task: string }
  | { kind: "ask-question"; about: QuestionSubject }
  | { kind: "correct-entry"; seq: number }
  | { kind: "redact-entry"; seq: number }
  | { kind: "show-deliveries"; notice: string };

export type Room = {
  view: RoomView;
  log: RoomLog;
  state: IncidentState;
  names: Lexicon;
  viewer: Viewer;
  open: (act: RoomAct) => void;
};

export const RoomContext = createContext<Room | null>(null);

/** The room around a component. */
export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (room === null) throw new Error("useRoom needs a RoomContext around it");
  return room;
}

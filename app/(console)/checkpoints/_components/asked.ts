import type { CheckpointAct } from "#lib/domain/checkpoint/obligations.ts";
import type { CheckpointView } from "#lib/queries/checkpoint-view.ts";

/** What a person wants to do: something owed, or what may be done at any time. */
export type Asked =
  | Exclude<CheckpointAct, { kind: "settle-incidents" }>
  | { kind: "ask-back"; question: string }
  | { kind: "abort" }
  | { kind: "observe" };
export type OnAsk = (asked: Asked) => void;
export type DialogProps = { view: CheckpointView; onClose: () => void };

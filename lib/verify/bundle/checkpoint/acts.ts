import {
  type CheckpointEventType,
  checkpointEvents,
  type LoggedCheckpointEvent,
} from "#lib/domain/checkpoint/events.ts";
import type { RawEntry } from "#lib/domain/record/entry.ts";
import type { Report } from "../findings.ts";
import { type Placed, readTyped } from "../typed-entries.ts";

/** An entry of a checkpoint's log, with its place in the chain. All of them are read: the packet is made of them. */
export type CheckpointAct<T extends CheckpointEventType = CheckpointEventType> = {
  [K in T]: LoggedCheckpointEvent<K> & Placed;
}[T];

const isType = (type: string): type is CheckpointEventType => Object.hasOwn(checkpointEvents, type);

const checkpointVocabulary = {
  has: isType,
  shapeOf: (type: string) => (isType(type) ? checkpointEvents[type].facts : null),
  first: "CheckpointOpened",
  again: "a checkpoint is opened once, by its first entry",
};

/** What the entries of a checkpoint's whole chain say. */
export const readCheckpointActs = (entries: readonly RawEntry[], report: Report): CheckpointAct[] =>
  readTyped(entries, checkpointVocabulary, report) as CheckpointAct[];

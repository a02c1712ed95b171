import type { LoggedEvent } from "#lib/domain/incident/events/index.ts";
import { evolve } from "#lib/domain/incident/evolve.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { RoomEntry } from "#lib/queries/room/entry.ts";
import type { StepOutput } from "#lib/queries/room/view.ts";

/** What a step has printed, by its address; chunks in their order, each once. */
export type Outputs = Readonly<Record<string, readonly StepOutput[]>>;

export type Connection = "live" | "reconnecting" | "offline";

/** A note that was sent and is not in the log yet. */
export type PendingNote = {
  key: string;
  /** The person who wrote it. */
  author: string;
  kind: "note" | "observation" | "decision";
  body: string;
  party: string | null;
  at: string;
  /** The place that the server gave it, once it has answered. */
  seq: number | null;
};

/** The browser's copy of an incident: the log, and the state that the log makes. Nothing here is decided. */
export type RoomLog = {
  entries: readonly RoomEntry[];
  state: IncidentState;
  outputs: Outputs;
  present: readonly string[];
  connection: Connection;
  /** Why the stream will not come back by itself. */
  ended: "session" | "part" | null;
  pending: readonly PendingNote[];
};

export type RoomChange =
  | { kind: "entries"; entries: readonly RoomEntry[] }
  | { kind: "output"; output: StepOutput }
  | { kind: "presence"; persons: readonly string[] }
  | { kind: "connection"; connection: Connection }
  | { kind: "ended"; cause: "session" | "part" }
  | { kind: "note-sent"; note: PendingNote }
  | { kind: "note-placed"; key: string; seq: number }
  | { kind: "note-refused"; key: string };

export const outputKey = ({ run, step, attempt }: Pick<StepOutput, "run" | "step" | "attempt">): string =>
  `${run} ${step} ${attempt}`;

export function openRoomLog(entries: readonly RoomEntry[], outputs: readonly StepOutput[]): RoomLog {
  const state = entries.reduce<IncidentState | null>((before, { event }) => evolve(before, event), null);
  if (state === null) throw new Error("a room has at least its declaration");
  return {
    entries,
    state,
    outputs: outputs.reduce(withOutput, {}),
    present: [],
    connection: "reconnecting",
    ended: null,
    pending: [],
  };
}

export function changeRoom(log: RoomLog, change: RoomChange): RoomLog {
  switch (change.kind) {
    case "entries":
      return settle(change.entries.reduce(append, log));
    case "output":
      return { ...log, outputs: withOutput(log.outputs, change.output) };
    case "presence":
      return { ...log, present: change.persons };
    case "connection":
      return { ...log, connection: change.connection };
    case "ended":
      return { ...log, connection: "offline", ended: change.cause };
    case "note-sent":
      return { ...log, pending: [...log.pending, change.note] };
    case "note-placed":
      return settle({
        ...log,
        pending: log.pending.map((note) => (note.key === change.key ? { ...note, seq: change.seq } : note)),
      });
    case "note-refused":
      return { ...log, pending: log.pending.filter((note) => note.key !== change.key) };
  }
}

/** Takes the next entry and no other: a repeated one changes nothing, and one that skips a place must be read again. */
function append(log: RoomLog, entry: RoomEntry): RoomLog {
  if (entry.event.seq !== log.state.seq + 1) return log;
  return {
    ...log,
    entries: [...withoutRedacted(log.entries, entry.event), entry],
    state: evolve(log.state, entry.event),
    pending: withoutArrived(log.pending, entry),
  };
}

/** The stream may bring a note before the server's answer says its place: it is known by its author and its words. */
function withoutArrived(pending: readonly PendingNote[], { event, text }: RoomEntry): readonly PendingNote[] {
  if (event.type !== "NoteAdded" || text === null || !("body" in text)) return pending;
  const arrived = pending.findIndex(
    (note) => note.seq === null && note.author === event.actor.id && note.body.trim() === text.body,
  );
  return arrived === -1 ? pending : pending.toSpliced(arrived, 1);
}

/** Redacted words leave this screen at once, not with the next reload. */
function withoutRedacted(entries: readonly RoomEntry[], event: LoggedEvent): readonly RoomEntry[] {
  if (event.type !== "TextRedacted") return entries;
  return entries.map((entry) =>
    entry.event.seq === event.facts.redacts ? { ...entry, text: null, isRedacted: true } : entry,
  );
}

/** A note that stands in the log is no longer pending. */
const settle = (log: RoomLog): RoomLog => ({
  ...log,
  pending: log.pending.filter((note) => note.seq === null || note.seq > log.state.seq),
});

/** What a browser keeps of each step: a room shows the end, and the whole has a page of its own. */
const keptCharacters = 256 * 1024;

function withOutput(outputs: Outputs, output: StepOutput): Outputs {
  const key = outputKey(output);
  const known = outputs[key] ?? [];
  if (known.some((one) => one.chunk === output.chunk)) return outputs;
  const chunks = [...known, output].sort((a, b) => a.chunk - b.chunk);
  return { ...outputs, [key]: lastThatFit(chunks) };
}

function lastThatFit(chunks: readonly StepOutput[]): readonly StepOutput[] {
  let left = keptCharacters;
  const first = chunks.findLastIndex(({ text }) => {
    left -= text.length;
    return left < 0;
  });
  return chunks.slice(Math.min(first + 1, chunks.length - 1));
}

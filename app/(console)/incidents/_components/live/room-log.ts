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

/**
 * The browser's copy of an incident: the log, and the state that the log makes. Nothing here is decided. The page brings
 * the state and the last entries; those before come after it, so until then places are missing among them.
 */
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
  | { kind: "earlier"; entries: readonly RoomEntry[] }
  | { kind: "output"; output: StepOutput }
  | { kind: "presence"; persons: readonly string[] }
  | { kind: "connection"; connection: Connection }
  | { kind: "ended"; cause: "session" | "part" }
  | { kind: "note-sent"; note: PendingNote }
  | { kind: "note-placed"; key: string; seq: number }
  | { kind: "note-refused"; key: string };

export const outputKey = ({ run, step, attempt }: Pick<StepOutput, "run" | "step" | "attempt">): string =>
  `${run} ${step} ${attempt}`;

/** What the page brought of an incident. */
export type OpenedRoom = {
  state: IncidentState;
  entries: readonly RoomEntry[];
  outputs: readonly StepOutput[];
};

export function openRoomLog({ state, entries, outputs }: OpenedRoom): RoomLog {
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
    case "earlier":
      return { ...log, entries: withEarlier(log, change.entries) };
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
  return entries.map((entry) => (entry.event.seq === event.facts.redacts ? redacted(entry) : entry));
}

const redacted = (entry: RoomEntry): RoomEntry => ({ ...entry, text: null, isRedacted: true });

/**
 * Puts earlier entries into their places. The state knows every redaction so far, so words that were redacted while
 * they were on their way do not come back; what is after the state is the stream's to bring.
 */
function withEarlier({ entries, state }: RoomLog, earlier: readonly RoomEntry[]): readonly RoomEntry[] {
  const known = new Set(entries.map(({ event }) => event.seq));
  const missing = earlier
    .filter(({ event }) => event.seq <= state.seq && !known.has(event.seq))
    .map((entry) => (state.redacted[entry.event.seq] === undefined ? entry : redacted(entry)));
  return [...missing, ...entries].sort((a, b) => a.event.seq - b.event.seq);
}

/** How many entries of the log are not here yet. */
export const stillComing = ({ entries, state }: RoomLog): number => state.seq - entries.length;

/** The place before which entries are missing; null where none is. What is after it is here without a gap. */
export function firstAfterGap(log: RoomLog): number | null {
  const missing = stillComing(log);
  if (missing === 0) return null;
  const before = log.entries.findLastIndex(({ event }, index) => event.seq - index <= missing);
  return log.entries[before + 1]?.event.seq ?? null;
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

import {
  type CheckpointEventType,
  type CheckpointText,
  checkpointEvents,
  type LoggedCheckpointEvent,
  type NewCheckpointEvent,
} from "#lib/domain/checkpoint/events.ts";
import { evolveCheckpoint } from "#lib/domain/checkpoint/evolve.ts";
import { namedDeputies } from "#lib/domain/checkpoint/read.ts";
import type { CheckpointState } from "#lib/domain/checkpoint/state.ts";
import type { Actor } from "#lib/domain/incident/events/index.ts";
import { beforeFirst, type Head, type RawEntry } from "#lib/domain/record/entry.ts";
import { checkpointPrefix, checkpointStream } from "#lib/domain/record/streams.ts";
import { AppError } from "#lib/platform/errors.ts";
import { openBy, sealBy } from "./log/entry.ts";
import { keptStates } from "./log/kept-states.ts";
import { insertEntries, lockAndRead, readRawEntries } from "./log/raw-entries.ts";
import { clientOf, notifyAtEnd, type Transaction } from "./transaction.ts";

export type CheckpointEntry = {
  event: LoggedCheckpointEvent;
  text: CheckpointText<CheckpointEventType> | null;
};

/** Takes the next reference of the year and opens its empty stream. */
export async function createCheckpoint(tx: Transaction, now: string): Promise<string> {
  const year = Number(now.slice(0, 4));
  const rows = await clientOf(tx).$queryRaw<{ last: number }[]>`
    INSERT INTO "ReferenceCounter" AS counter (prefix, year, last) VALUES ('checkpoint', ${year}::int, 1)
    ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + 1 RETURNING last`;
  const number = rows[0]?.last;
  if (number === undefined) throw new AppError("broken-invariant", "No reference was given.");
  const reference = `${checkpointPrefix}-${year}-${String(number).padStart(4, "0")}`;
  await clientOf(tx).$executeRaw`SELECT open_stream(${checkpointStream(reference)})`;
  return reference;
}

const isEventType = (type: string): type is CheckpointEventType => Object.hasOwn(checkpointEvents, type);

function open(raw: RawEntry): CheckpointEntry {
  const { header, facts, text } = openBy((type) => (isEventType(type) ? checkpointEvents[type] : null), raw);
  const { type, seq, recordedAt, actor } = header;
  const event = { seq, hash: raw.hash, type, facts, actor, recordedAt } as LoggedCheckpointEvent;
  return { event, text: text as CheckpointEntry["text"] };
}

export async function readCheckpointEntries(reference: string, tx?: Transaction): Promise<CheckpointEntry[]> {
  return (await readRawEntries(checkpointStream(reference), 0, undefined, tx)).map(open);
}

export const stateOfEntries = (entries: CheckpointEntry[]): CheckpointState | null =>
  entries.reduce<CheckpointState | null>((state, { event }) => evolveCheckpoint(state, event), null);

const checkpoints = keptStates<CheckpointState>((state, raw) => evolveCheckpoint(state, open(raw).event));

export const readCheckpoint = (reference: string, tx?: Transaction): Promise<CheckpointState | null> =>
  checkpoints.read(checkpointStream(reference), tx);

/** Reads a checkpoint while nobody else can change it; null when there is none. */
export async function lockCheckpoint(tx: Transaction, reference: string): Promise<CheckpointState | null> {
  const stream = checkpointStream(reference);
  const locked = await checkpoints.locked(tx, stream, (afterSeq) => lockAndRead(tx, stream, afterSeq));
  if (locked !== null && locked.state.head !== locked.head.hash)
    throw new AppError("broken-invariant", "The log and its head disagree.", {
      detail: `${reference} at ${locked.head.seq}`,
    });
  return locked?.state ?? null;
}

export type CheckpointAppend = {
  reference: string;
  before: CheckpointState | null;
  events: NewCheckpointEvent[];
  actor: Actor;
  now: string;
};

/** The one way into a checkpoint's log: seals, appends, brings the table beside the log along, and announces the last place. */
export async function appendCheckpointEvents(
  tx: Transaction,
  { reference, before, events, actor, now }: CheckpointAppend,
): Promise<CheckpointState> {
  const stream = checkpointStream(reference);
  let after: Head = before === null ? { seq: 0, hash: beforeFirst } : { seq: before.seq, hash: before.head };
  const raw = events.map((event) => {
    const entry = sealBy(checkpointEvents[event.type], event, { stream, after, actor, now });
    after = { seq: entry.seq, hash: entry.hash };
    return entry;
  });
  await insertEntries(tx, stream, raw);
  const entries = raw.map(open);
  const state = entries.reduce(
    (one: CheckpointState | null, { event }) => evolveCheckpoint(one, event),
    before,
  );
  if (state === null) throw new AppError("broken-invariant", "A log needs at least one event.");
  await project(tx, state, entries);
  checkpoints.keep(stream, state);
  notifyAtEnd(tx, stream, `checkpoint:${reference}:${state.seq}`);
  return state;
}

async function project(tx: Transaction, state: CheckpointState, entries: CheckpointEntry[]): Promise<void> {
  const [first] = entries;
  const changing = { closedAt: state.closed?.at ?? null, headSeq: state.seq, deputies: namedDeputies(state) };
  if (first?.event.type !== "CheckpointOpened") {
    await clientOf(tx).checkpoint.update({ where: { reference: state.reference }, data: changing });
    return;
  }
  const { title } = first.text as CheckpointText<"CheckpointOpened">;
  const { reference, pack, service, openedAt } = state;
  const address = { serviceId: service.id, environment: service.environment };
  const data = { reference, packId: pack.id, packHash: pack.hash, title, ...address, openedAt, ...changing };
  await clientOf(tx).checkpoint.create({ data });
}

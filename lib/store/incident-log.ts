import type { Actor, LoggedEvent, NewEvent } from "#lib/domain/incident/events/index.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { beforeFirst, type Head, type RawEntry } from "#lib/domain/record/entry.ts";
import { AppError } from "#lib/platform/errors.ts";
import { incidentIdOf } from "./incident-id.ts";
import { openEntry, type StoredEntry, sealEntry } from "./log/entry.ts";
import { insertEntries, lockAndRead, ownValues, readRawEntries, redactText } from "./log/raw-entries.ts";
import { keepState, lockedStateOf, stateOf } from "./log/state-of.ts";
import { projectEntries } from "./projections/project.ts";
import { savingOf } from "./projections/save.ts";
import { clientOf, notifyAtEnd, type Transaction } from "./transaction.ts";

export type { StoredEntry };

export type IncidentAddress = { incidentId: string; reference: string };
export type ReadIncident = IncidentAddress & { state: IncidentState; head: Head };

/** Takes the next reference of the year and opens its empty stream. */
export async function createIncident(
  tx: Transaction,
  { prefix, now }: { prefix: string; now: string },
): Promise<IncidentAddress> {
  const year = Number(now.slice(0, 4));
  const rows = await clientOf(tx).$queryRaw<{ last: number }[]>`
    INSERT INTO "ReferenceCounter" AS counter (prefix, year, last) VALUES (${prefix}, ${year}::int, 1)
    ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + 1 RETURNING last`;
  const number = rows[0]?.last;
  if (number === undefined) throw new AppError("broken-invariant", "No reference was given.");
  const reference = `${prefix}-${year}-${String(number).padStart(4, "0")}`;
  await clientOf(tx).$executeRaw`SELECT open_stream(${reference})`;
  return { incidentId: incidentIdOf(reference), reference };
}

const read = (reference: string, state: IncidentState): ReadIncident => ({
  incidentId: incidentIdOf(reference),
  reference,
  state,
  head: { seq: state.seq, hash: state.head },
});

/** Reads an incident while nobody else can change it; null when there is none. */
export async function lockIncident(
  tx: Transaction,
  reference: string,
  lock = (afterSeq: number) => lockAndRead(tx, reference, afterSeq),
): Promise<ReadIncident | null> {
  const locked = await lockedStateOf(tx, reference, lock);
  if (locked === null) return null;
  const { state, head } = locked;
  if (state.head !== head.hash) {
    throw new AppError("broken-invariant", "The log and its head disagree.", {
      detail: `${reference} at ${head.seq}`,
    });
  }
  return read(reference, state);
}

export async function readIncident(reference: string, tx?: Transaction): Promise<ReadIncident | null> {
  const state = await stateOf(reference, tx);
  return state === null ? null : read(reference, state);
}

export async function readEntries(
  reference: string,
  afterSeq: number,
  limit?: number,
  tx?: Transaction,
): Promise<StoredEntry[]> {
  return (await readRawEntries(reference, afterSeq, limit, tx)).map(openEntry);
}

export type Append = IncidentAddress & {
  /** The state that the events were decided on; null for the first. */
  before: IncidentState | null;
  events: NewEvent[];
  actor: Actor;
  now: string;
  pack: ProtocolPack;
};
export type Appended = { events: LoggedEvent[]; state: IncidentState };

/**
 * The one way into an incident's log: seals the events after the state's head, appends them, brings the tables
 * beside the log along, and announces the last place. Appending after another head than the log's is refused.
 */
export async function appendEvents(tx: Transaction, append: Append): Promise<Appended> {
  const { reference, before, pack } = append;
  const raw = sealAll(append);
  const entries = raw.map(openEntry);
  const incidentId = incidentIdOf(reference);
  const { changes, state } = projectEntries({ incidentId, before, entries, pack });
  if (state === null) throw new AppError("broken-invariant", "A log needs at least one event.");
  await insertEntries(tx, reference, raw, savingOf(incidentId, changes, ownValues));
  for (const { event } of entries) {
    if (event.type === "TextRedacted") await redactText(tx, reference, event.facts.redacts, event.seq);
  }
  keepState(state);
  notifyAtEnd(tx, `incident:${reference}`, `incident:${reference}:${state.seq}`);
  return { events: entries.map((entry) => entry.event), state };
}

function sealAll({ reference, before, events, actor, now }: Append): RawEntry[] {
  let after: Head = before === null ? { seq: 0, hash: beforeFirst } : { seq: before.seq, hash: before.head };
  return events.map((event) => {
    const raw = sealEntry(event, { stream: reference, after, actor, now });
    after = { seq: raw.seq, hash: raw.hash };
    return raw;
  });
}

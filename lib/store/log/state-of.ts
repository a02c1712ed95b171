import { evolve } from "#lib/domain/incident/evolve.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { Head, RawEntry } from "#lib/domain/record/entry.ts";
import type { Transaction } from "../transaction.ts";
import { openEntry } from "./entry.ts";
import { readRawEntries } from "./raw-entries.ts";

// A state follows from its head's hash alone, so one that is kept can only be late, never wrong: it counts when
// the log holds that hash at that place. Hence a state whose transaction was rolled back does no harm either.
const known = new Map<string, IncidentState>();
const mostKnown = 200;

/** Keeps a state, so that the next reader of its stream evolves only what came after. */
export function keepState(state: IncidentState): void {
  known.delete(state.reference);
  known.set(state.reference, state);
  const oldest = known.keys().next();
  if (known.size > mostKnown && !oldest.done) known.delete(oldest.value);
}

const evolved = (from: IncidentState | null, entries: RawEntry[]): IncidentState | null =>
  entries.reduce((state, raw) => evolve(state, openEntry(raw).event), from);

/** The state that a stream's entries make; null for an empty or unknown one. */
export async function stateOf(reference: string, tx?: Transaction): Promise<IncidentState | null> {
  const kept = known.get(reference);
  const entries = await readRawEntries(reference, placeBefore(kept), undefined, tx);
  return evolvedFrom(kept, entries, { reference, tx });
}

type Locked = { head: Head; entries: RawEntry[] };

/** The same under the stream's lock, with the head that was locked. What locks it reads the entries after a place, too. */
export async function lockedStateOf(
  tx: Transaction,
  reference: string,
  lock: (afterSeq: number) => Promise<Locked | null>,
): Promise<{ state: IncidentState; head: Head } | null> {
  const kept = known.get(reference);
  const locked = await lock(placeBefore(kept));
  if (locked === null) return null;
  const state = await evolvedFrom(kept, locked.entries, { reference, tx });
  return state === null ? null : { state, head: locked.head };
}

/** The kept head's own entry is read again: only by its hash does it count. */
const placeBefore = (kept: IncidentState | undefined) => (kept === undefined ? 0 : kept.seq - 1);

async function evolvedFrom(
  kept: IncidentState | undefined,
  entries: RawEntry[],
  { reference, tx }: { reference: string; tx: Transaction | undefined },
): Promise<IncidentState | null> {
  const isOnTheChain = kept !== undefined && entries[0]?.hash === kept.head;
  const state = isOnTheChain
    ? evolved(kept, entries.slice(1))
    : evolved(null, kept === undefined ? entries : await readRawEntries(reference, 0, undefined, tx));
  if (state !== null) keepState(state);
  return state;
}

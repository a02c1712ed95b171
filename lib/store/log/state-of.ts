import { evolve } from "#lib/domain/incident/evolve.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { RawEntry } from "#lib/domain/record/entry.ts";
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
  const entries = await readRawEntries(reference, kept === undefined ? 0 : kept.seq - 1, undefined, tx);
  const isOnTheChain = kept !== undefined && entries[0]?.hash === kept.head;
  const state = isOnTheChain
    ? evolved(kept, entries.slice(1))
    : evolved(null, kept === undefined ? entries : await readRawEntries(reference, 0, undefined, tx));
  if (state !== null) keepState(state);
  return state;
}

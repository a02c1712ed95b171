import type { Head, RawEntry } from "#lib/domain/record/entry.ts";
import type { Transaction } from "../transaction.ts";
import { readRawEntries } from "./raw-entries.ts";

type Locked = { head: Head; entries: RawEntry[] };
const mostKept = 200;

/**
 * The states that streams of one kind make, evolved from where they were left. A state follows from its head's hash
 * alone, so one that is kept can only be late, never wrong: it counts when the log holds that hash at that place. Hence
 * a state whose transaction was rolled back does no harm either.
 */
export function keptStates<S extends { seq: number; head: string }>(
  evolve: (before: S | null, entry: RawEntry) => S,
) {
  const known = new Map<string, S>();

  /** Keeps a state, so that the next reader of its stream evolves only what came after. */
  function keep(stream: string, state: S): void {
    known.delete(stream);
    known.set(stream, state);
    const oldest = known.keys().next();
    if (known.size > mostKept && !oldest.done) known.delete(oldest.value);
  }

  const evolved = (from: S | null, entries: RawEntry[]): S | null =>
    entries.reduce<S | null>((state, entry) => evolve(state, entry), from);

  /** The state of a stream, with the entries after the place before the kept state's own. */
  async function onward(stream: string, kept: S | undefined, entries: RawEntry[], tx?: Transaction) {
    const isOnTheChain = kept !== undefined && entries[0]?.hash === kept.head;
    const state = isOnTheChain
      ? evolved(kept, entries.slice(1))
      : evolved(null, kept === undefined ? entries : await readRawEntries(stream, 0, undefined, tx));
    if (state !== null) keep(stream, state);
    return state;
  }

  return {
    keep,
    /** The state that a stream's entries make; null for an empty or unknown one. */
    async read(stream: string, tx?: Transaction): Promise<S | null> {
      const kept = known.get(stream);
      return onward(stream, kept, await readRawEntries(stream, placeBefore(kept), undefined, tx), tx);
    },
    /** The same under the stream's lock, with the head that was locked. What locks it reads the entries after a place, too. */
    async locked(
      tx: Transaction,
      stream: string,
      lock: (afterSeq: number) => Promise<Locked | null>,
    ): Promise<{ state: S; head: Head } | null> {
      const kept = known.get(stream);
      const locked = await lock(placeBefore(kept));
      if (locked === null) return null;
      const state = await onward(stream, kept, locked.entries, tx);
      return state === null ? null : { state, head: locked.head };
    },
  };
}

/** The kept head's own entry is read again: only by its hash does it count. */
const placeBefore = (kept: { seq: number } | undefined) => (kept === undefined ? 0 : kept.seq - 1);

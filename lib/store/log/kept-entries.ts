import { evolve } from "#lib/domain/incident/evolve.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { openEntry, type StoredEntry } from "./entry.ts";
import { readRawEntries } from "./raw-entries.ts";

/** A whole log as it was understood, with the state that it makes and the persons who acted in it. */
export type KeptLog = { entries: readonly StoredEntry[]; state: IncidentState; actors: ReadonlySet<string> };

// An entry never changes but for its words, and those leave by a later entry of the same stream. So what was read once
// counts while the log holds its last hash at its last place, and only what came after is read.
const kept = new Map<string, KeptLog>();
const mostEntries = 20_000;
let held = 0;

function forget(reference: string): void {
  held -= kept.get(reference)?.entries.length ?? 0;
  kept.delete(reference);
}

function keep(reference: string, log: KeptLog): void {
  forget(reference);
  kept.set(reference, log);
  held += log.entries.length;
  // The one that was asked for longest ago goes first.
  for (const oldest of kept.keys()) {
    if (held <= mostEntries) return;
    forget(oldest);
  }
}

function follow(before: KeptLog | null, entries: StoredEntry[]): KeptLog | null {
  const all = [...(before?.entries ?? [])];
  const actors = new Set(before?.actors);
  let state = before?.state ?? null;
  for (const entry of entries) {
    const { event } = entry;
    state = evolve(state, event);
    all.push(entry);
    if (event.actor.kind === "person") actors.add(event.actor.id);
    if (event.type !== "TextRedacted") continue;
    const gone = all[event.facts.redacts - 1];
    if (gone !== undefined) all[event.facts.redacts - 1] = { ...gone, text: null, isRedacted: true };
  }
  return state === null ? null : { entries: all, state, actors };
}

/** A stream's log as it was when it was last read in this process; it may have grown since. */
export const lastReadLog = (reference: string): KeptLog | null => kept.get(reference) ?? null;

/** A stream's whole log; null for an empty or unknown one. */
export async function readWholeLog(reference: string): Promise<KeptLog | null> {
  const known = kept.get(reference) ?? null;
  const raw = await readRawEntries(reference, known === null ? 0 : known.state.seq - 1);
  const isOnTheChain = known !== null && raw[0]?.hash === known.state.head;
  const log = isOnTheChain
    ? raw.length === 1
      ? known
      : follow(known, raw.slice(1).map(openEntry))
    : follow(null, (known === null ? raw : await readRawEntries(reference, 0)).map(openEntry));
  if (log === null) forget(reference);
  else keep(reference, log);
  return log;
}

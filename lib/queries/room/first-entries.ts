import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { StoredEntry } from "#lib/store/log/entry.ts";
import type { KeptLog } from "#lib/store/log/kept-entries.ts";

/** More than a tall screen shows; the page waits for no others. */
export const lastEntries = 40;

/** The entries whose words, or files, a room shows outside its timeline, wherever they stand in the log. */
function placesNamed({ bridge, tasks, questions, handovers, given, evidence }: IncidentState): number[] {
  return [
    1,
    ...(bridge === null ? [] : [bridge.seq]),
    ...tasks.map(({ seq }) => seq),
    ...questions.flatMap(({ seq, answered }) => [seq, ...(answered === null ? [] : [answered.seq])]),
    ...handovers.map(({ seq }) => seq),
    ...Object.values(given),
    ...evidence.filter(({ media }) => media !== null).map(({ seq }) => seq),
  ];
}

/** What the page itself brings of a log: its end without a gap, what the state points at, and what the end corrects. */
export function firstEntries({ entries, state }: KeptLog): StoredEntry[] {
  const last = entries.slice(-lastEntries);
  const corrected = last.flatMap(({ event }) =>
    event.type === "EntryCorrected" ? [event.facts.corrects] : [],
  );
  const start = entries.length - last.length;
  const before = new Set([...placesNamed(state), ...corrected].filter((seq) => seq <= start));
  return [...[...before].sort((a, b) => a - b).flatMap((seq) => entries[seq - 1] ?? []), ...last];
}

import { describe, expect, it } from "vitest";
import type { LoggedEvent } from "#lib/domain/incident/events/index.ts";
import type { EvidenceItem } from "#lib/domain/incident/state.ts";
import { smallIncident } from "#lib/domain/incident/testing/small-room.ts";
import { leadTo, moves, stages, wander } from "#lib/domain/incident/testing/wandering.ts";
import type { StoredEntry } from "#lib/store/log/entry.ts";
import { firstEntries, lastEntries } from "./first-entries.ts";

const wanders = Object.keys(moves).map((move, number) => ({ move, number, waits: 1 }));
const { state, log } = wander(leadTo(stages.at(-1) ?? "declared", smallIncident()), [...wanders, ...wanders]);
const stored = (event: LoggedEvent): StoredEntry => ({
  event,
  text: {},
  isRedacted: false,
  audience: "room",
});
const after = (seq: number, type: string, facts: object) =>
  stored({ ...log[0], seq, type, facts } as unknown as LoggedEvent);
const notes = (count: number) =>
  Array.from({ length: count }, (_, index) => after(log.length + 1 + index, "NoteAdded", { kind: "note" }));
const evidenceAt = (seq: number) => ({ ...(state.evidence[0] as EvidenceItem), seq });
const given = (entries: StoredEntry[]) =>
  firstEntries({ entries, state, actors: new Set() }).map(({ event }) => event.seq);

describe("the entries that come with a room's page", () => {
  it("are the last ones without a gap, in their order and each once", () => {
    const seqs = given([...log.map(stored), ...notes(lastEntries)]);
    expect(seqs.slice(-lastEntries)).toEqual(notes(lastEntries).map(({ event }) => event.seq));
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  });

  it("hold every entry whose words the room shows outside its timeline, however long ago it was", () => {
    const { tasks, questions, handovers, bridge } = state;
    expect([tasks.length, questions.length, handovers.length].every((count) => count > 0)).toBe(true);
    const named = [
      1,
      ...[...tasks, ...questions, ...handovers].map(({ seq }) => seq),
      ...questions.flatMap(({ answered }) => answered?.seq ?? []),
      ...(bridge === null ? [] : [bridge.seq]),
    ];
    const seqs = given([...log.map(stored), ...notes(200)]);
    expect(seqs).toEqual(expect.arrayContaining(named));
    expect(seqs.length).toBeLessThan(log.length);
  });

  it("hold the entry of each file that was handed in, because who may not read it is not offered the file", () => {
    const [file, words] = [2, 3].map((seq) => ({
      ...evidenceAt(seq),
      media: seq === 2 ? "text/plain" : null,
    }));
    const kept = { entries: [...log.map(stored), ...notes(200)], actors: new Set<string>() };
    const handedIn = [file, words].filter((item) => item !== undefined);
    const seqs = firstEntries({ ...kept, state: { ...state, evidence: handedIn } }).map(
      ({ event }) => event.seq,
    );
    expect(seqs).toContain(2);
    expect(seqs).not.toContain(3);
  });

  it("hold what one of the last corrects, because the correction repeats its words", () => {
    const correction = after(log.length + 61, "EntryCorrected", { corrects: 3 });
    expect(given([...log.map(stored), ...notes(60)])).not.toContain(3);
    expect(given([...log.map(stored), ...notes(60), correction])).toContain(3);
  });

  it("are the whole log where it is short", () => {
    expect(given(log.slice(0, 12).map(stored))).toEqual(log.slice(0, 12).map(({ seq }) => seq));
  });
});

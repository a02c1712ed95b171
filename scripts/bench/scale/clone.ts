import type { EventType, LoggedEvent, TextAudience, TextOf } from "#lib/domain/incident/events/index.ts";
import { beforeFirst, type Head, type RawEntry } from "#lib/domain/record/entry.ts";
import { newId } from "#lib/platform/ids.ts";
import { type StoredEntry, sealEntry } from "#lib/store/log/entry.ts";

/** What an entry said, without its place: it can be said again in another incident's log. */
export type Said = {
  type: EventType;
  facts: LoggedEvent["facts"];
  text: TextOf<EventType>;
  actor: LoggedEvent["actor"];
  occurredAt: string;
  recordedAt: string;
  audience: TextAudience;
};

export const saidBy = ({ event, text, audience }: StoredEntry): Said => {
  const { type, facts, actor, occurredAt, recordedAt } = event;
  return { type, facts, text: text ?? ({} as Said["text"]), actor, occurredAt, recordedAt, audience };
};

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The same story of another incident: what `kept` names becomes what it says, every other id a new one. */
export function retold(
  said: readonly Said[],
  kept: ReadonlyMap<string, string>,
  reference: { from: string; to: string },
): Said[] {
  const ids = new Map(kept);
  const words = JSON.stringify(said).replaceAll(reference.from, reference.to);
  return JSON.parse(
    words.replace(uuid, (id) => {
      const other = ids.get(id) ?? newId();
      ids.set(id, other);
      return other;
    }),
  );
}

/** The story as the log of a stream: sealed, digested and chained as the product does it. */
export function sealed(stream: string, said: Iterable<Said>): RawEntry[] {
  let after: Head = { seq: 0, hash: beforeFirst };
  const entries: RawEntry[] = [];
  for (const { recordedAt: now, actor, ...event } of said) {
    const entry = sealEntry({ ...event, actor } as never, { stream, after, actor, now });
    entries.push(entry);
    after = { seq: entry.seq, hash: entry.hash };
  }
  return entries;
}

/** As many notes as it takes to come to `length` entries, at the time of the last that was said. */
export function withNotes(said: readonly Said[], length: number, before: number = said.length): Said[] {
  const last = said[before - 1];
  if (last === undefined) return [];
  const notes = Array.from({ length: Math.max(0, length - said.length) }, (_, number) => ({
    ...last,
    type: "NoteAdded" as const,
    facts: { kind: "observation" } as never,
    text: {
      body: `Observation ${number}: the error rate of the shop is at four percent and rises.`,
    } as never,
    audience: "room" as const,
  }));
  return [...said.slice(0, before), ...notes, ...said.slice(before)];
}

/** The same clock running over and over, due in a far future, so that nothing fires while it is counted. */
export function withClocks(said: readonly Said[], count: number): Said[] {
  const far = (instant: string) => new Date(Date.parse(instant) + 365 * 86_400_000).toISOString();
  const started = said.filter(({ type }) => type === "ClockStarted");
  const delayed = (one: Said, more: object = {}): Said => {
    const facts = one.facts as { dueAt: string; atRiskAt: string };
    return {
      ...one,
      facts: { ...facts, dueAt: far(facts.dueAt), atRiskAt: far(facts.atRiskAt), ...more } as never,
    };
  };
  const [first] = started;
  const added = Array.from({ length: Math.max(0, count - started.length) }, (_, index) =>
    first === undefined ? [] : [delayed(first, { occurrence: index + 2 })],
  ).flat();
  return [...said.map((one) => (one.type === "ClockStarted" ? delayed(one) : one)), ...added];
}

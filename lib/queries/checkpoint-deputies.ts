import { endedBy } from "#lib/domain/checkpoint/standing.ts";
import { leadsSide } from "#lib/domain/decision/deputy.ts";
import { standingDeputy } from "#lib/domain/decision/deputy-events.ts";
import { wordsOf } from "./checkpoint-entry.ts";
import type { CheckpointSource } from "./checkpoint-source.ts";
import type { CheckpointView } from "./checkpoint-view.ts";
import type { CheckpointReader } from "./checkpoints.ts";
import { type DeputiesView, deputyViews } from "./deputies.ts";

type Part = Pick<CheckpointSource, "state" | "pack" | "reader">;

/** The side that a reader leads where there may be something to sign: not once the checkpoint is closed or has ended. */
export const ledBy = ({ state, pack, reader: { party, roles } }: Part): string | null =>
  state.closed === null &&
  endedBy(state, pack).length === 0 &&
  party !== null &&
  pack.parties[party] !== undefined &&
  leadsSide({ roles }, party, pack.roles)
    ? party
    : null;

/** For whom a reader signs: their own side, or the one that named them. */
export function signsFor({
  state,
  pack,
  reader,
  around,
  names,
}: CheckpointSource): CheckpointView["viewer"]["signsFor"] {
  const { personId, party } = reader;
  if (party !== null && pack.parties[party] !== undefined) return { party, deputyFor: null };
  const deputy = standingDeputy(state.deputies, personId, around.now);
  return deputy === undefined ? null : { party: deputy.party, deputyFor: names.get(deputy.by) ?? "the lead" };
}

export function deputiesOf(source: CheckpointSource): DeputiesView {
  const { state, pack, around, entries, names, people, reader } = source;
  const led = ledBy(source);
  const sideOf = (party: string) => pack.parties[party]?.title ?? party;
  return {
    named: deputyViews(state.deputies, {
      nameOf: (person) => names.get(person) ?? "somebody",
      sideOf,
      reasonOf: (seq) => wordsOf(entries, seq, "DeputyNamed")?.reason ?? null,
      now: around.now,
      led,
    }),
    leads: led === null ? null : sideOf(led),
    candidates:
      led === null
        ? []
        : people.filter((one) => mayBeNamed(one, reader, pack)).map(({ id, name }) => ({ id, name })),
  };
}

const mayBeNamed = (
  { id, party }: { id: string; party: string | null },
  { personId }: CheckpointReader,
  { parties }: CheckpointSource["pack"],
): boolean => id !== personId && (party === null || parties[party] === undefined);

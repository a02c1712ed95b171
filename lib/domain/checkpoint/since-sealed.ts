import { z } from "zod";
import type { CheckpointPack, Question } from "./pack.ts";
import { buildCheckpointPacket, CheckpointPacket } from "./packet.ts";
import type { CheckpointSurroundings, Hindrance } from "./standing.ts";
import type { CheckpointState, Report, Sealing } from "./state.ts";

const Sealed = z.object({ packet: CheckpointPacket });

type Criterion = CheckpointPacket["criteria"][number];
type Run = CheckpointPacket["runs"][number];
type Written = CheckpointPacket["written"][number];
type Named = { id: string; title: string; rule: string | null };

/**
 * What is another today than what a sealed GO was signed over (MKD-8.8): a value, the place where a required run was
 * green, what was shown, what was written. What does not hold any more is no part of it; that hinders by itself.
 */
export function changedSince(
  { record, reports }: Sealing,
  question: Question,
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): Hindrance[] {
  const { packet: signed } = Sealed.parse(JSON.parse(record));
  const packet = buildCheckpointPacket(state, pack, question, around);
  const runs = pack.criteria.flatMap(({ items }) =>
    items.flatMap(({ id, decidedBy }) => (decidedBy === "run" ? [id] : [])),
  );
  // A criterion that a run decides has nothing of its own: what is another of the run is told once.
  const criteria = packet.criteria.filter(({ id, holds }) => holds && !runs.includes(id));
  return [
    ...changes(signed.criteria, criteria, (then, now) =>
      criterionChange(then, now, reports[now.id], state.reports[now.id]),
    ),
    ...changes(
      signed.runs,
      packet.runs.filter(({ holds }) => holds),
      runChange,
    ),
    ...changes(signed.written, packet.written, writtenChange),
  ];
}

const changes = <T extends Named>(
  signed: readonly T[],
  now: readonly T[],
  changeOf: (then: T, now: T) => string | null,
): Hindrance[] =>
  now.flatMap((one) => {
    const then = signed.find(({ id }) => id === one.id);
    const change = then === undefined ? null : changeOf(then, one);
    const { id, title, rule } = one;
    return change === null ? [] : [{ id: `changed-${id}`, title: `${title}: ${change}`, rule }];
  });

const again = "shown anew since it was signed";

/** The packet has no place of a check, so that is told by the report that stood when it was signed. */
function criterionChange(
  then: Criterion,
  now: Criterion,
  shownThen: Report | undefined,
  shownNow: Report | undefined,
): string | null {
  if (then.value !== now.value)
    return `${then.value ?? "nothing"} was signed, and it is ${now.value ?? "nothing"} now`;
  if (now.value !== null) return null;
  const [before, after] = [shownThen, shownNow].map((one) => placeOf(one?.pipeline?.run));
  if (before !== after) return `signed as run ${before}, and run ${after} since`;
  return then.proof === now.proof ? null : again;
}

type Place = { repository: string | null; branch: string | null; commit: string | null };
const placeOf = (ran: Place | null | undefined): string =>
  ran == null ? "by hand" : `at ${ran.commit}, ${ran.branch} of ${ran.repository}`;

/** A run that is green again at the same commit is the run that was signed, whatever its output says of times. */
function runChange(then: Run, now: Run): string | null {
  const [before, after] = [placeOf(then.ran), placeOf(now.ran)];
  if (before !== after) return `signed as run ${before}, and run ${after} since`;
  return now.ran !== null || then.proof === now.proof ? null : again;
}

const writtenChange = (then: Written, now: Written): string | null =>
  then.digest === now.digest && then.owner === now.owner ? null : "written anew since it was signed";

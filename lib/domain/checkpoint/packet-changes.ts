import { became, holdsNow, pairs } from "../decision/differences.ts";
import type { CheckpointPacket } from "./packet.ts";

type Judged = CheckpointPacket["criteria"][number] | CheckpointPacket["runs"][number];

function judgedChange([then, now]: [Judged, Judged]): string[] {
  if (then.holds !== now.holds) return [holdsNow(now)];
  const value = (one: Judged) => ("value" in one ? one.value : null);
  if (value(then) !== value(now)) return [`${now.title}: ${value(then) ?? "nothing"} became ${value(now)}`];
  const commit = (one: Judged) => ("ran" in one ? (one.ran?.commit ?? null) : null);
  if (commit(then) !== commit(now)) return [`${now.title}: run at another commit, ${commit(now) ?? "none"}`];
  if (then.proof === now.proof) return [];
  return [`${now.title}: ${then.proof === null ? "it was shown" : "it was shown anew"}`];
}

/** What changed from the packet that was signed to the one that stands, each difference in words (MKD-8). */
export function packetChanges(before: CheckpointPacket, after: CheckpointPacket): string[] {
  const baseline = after.baseline.flatMap(({ name, title, seen }) =>
    became(title, before.baseline.find((one) => one.name === name)?.seen, seen),
  );
  const aborts = pairs(before.aborts, after.aborts).flatMap(([then, now]) =>
    then.pulled === now.pulled ? [] : [`Aborted: ${now.title}`],
  );
  const noGo = pairs(before.noGo, after.noGo).flatMap(([then, now]) =>
    then.stands === now.stands ? [] : [`${now.title}: ${now.stands ? "so it is now" : "not so any more"}`],
  );
  const written = pairs(before.written, after.written).flatMap(([then, now]) => {
    if (then.digest === now.digest && then.owner === now.owner) return [];
    return [`${now.title}: ${then.digest === null ? "written" : "written anew"}`];
  });
  return [
    ...baseline,
    ...pairs<Judged>(before.criteria, after.criteria).flatMap(judgedChange),
    ...pairs<Judged>(before.runs, after.runs).flatMap(judgedChange),
    ...aborts,
    ...noGo,
    ...written,
  ];
}

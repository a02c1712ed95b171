import type { CheckpointPack, RecordPart } from "./pack.ts";
import type { CheckpointState } from "./state.ts";

/** The time of the joint decision: when the last side answered the last question; null before (MKD-8.1). */
export function decidedAt(state: CheckpointState, pack: CheckpointPack): string | null {
  const times = Object.keys(pack.parties).flatMap((party) =>
    pack.questions.map(({ id }) => state.verdicts[party]?.[id]?.at ?? null),
  );
  const given = times.filter((at) => at !== null);
  return given.length < times.length ? null : (given.sort().at(-1) ?? null);
}

/** Whether a part of the joint decision record is there (MKD-8). */
export function isPartThere(part: RecordPart, state: CheckpointState, pack: CheckpointPack): boolean {
  switch (part.from) {
    case "time":
      return decidedAt(state, pack) !== null;
    case "verdicts":
      return pack.questions.every(({ id }) => state.verdicts[part.party]?.[id] !== undefined);
    case "baseline":
      return state.moved === null;
    case "evidence":
      return Object.keys(pack.parties).every((side) =>
        Object.values(state.reports).some(({ party, passed }) => party === side && passed),
      );
    case "words":
      return state.written[part.id] !== undefined;
  }
}

export const missingParts = (state: CheckpointState, pack: CheckpointPack): RecordPart[] =>
  pack.record.filter((part) => !isPartThere(part, state, pack));

export const isRecordComplete = (state: CheckpointState, pack: CheckpointPack): boolean =>
  missingParts(state, pack).length === 0;

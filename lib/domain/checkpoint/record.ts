import type { CheckpointPack, Question, RecordPart } from "./pack.ts";
import { needsRecord, sealingOf } from "./question.ts";
import type { CheckpointState } from "./state.ts";

/** The time of the joint decision: when its last question was sealed; null before (MKD-8.1). */
export function decidedAt(state: CheckpointState, pack: CheckpointPack): string | null {
  const times = pack.questions.map(({ id }) => sealingOf(state, id)?.at ?? null);
  const sealed = times.filter((at) => at !== null);
  return sealed.length < times.length ? null : (sealed.sort().at(-1) ?? null);
}

const hasSigned = (state: CheckpointState, party: string, question: string): boolean =>
  (state.verdicts[party]?.[question]?.signature ?? null) !== null;

/** Whether a part of the joint decision record is there (MKD-8). */
export function isPartThere(part: RecordPart, state: CheckpointState, pack: CheckpointPack): boolean {
  switch (part.from) {
    case "time":
      return decidedAt(state, pack) !== null;
    case "verdicts":
      return pack.questions.every(({ id }) => hasSigned(state, part.party, id));
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

/** What the record lacks before a question can be sealed at GO; its time and the answers to it come with the sealing. */
export function partsBefore(question: Question, state: CheckpointState, pack: CheckpointPack): RecordPart[] {
  if (!needsRecord(question, pack)) return [];
  const others = { ...pack, questions: pack.questions.filter(({ id }) => id !== question.id) };
  return missingParts(state, others).filter(({ from }) => from !== "time");
}

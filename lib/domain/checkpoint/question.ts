import type { CheckpointPack, Group, NoGo, Question, RecordPart } from "./pack.ts";
import type { CheckpointState, Sealing } from "./state.ts";

/** The groups of criteria that a GO to a question waits for. */
export const neededGroups = (question: Question, pack: CheckpointPack): Group[] =>
  pack.criteria.filter(({ id }) => question.needs.includes(id));

/** The NO-GO criteria of a question that stand or not before anybody signs: all but the record's own signatures. */
export const neededNoGo = (question: Question, pack: CheckpointPack): NoGo[] =>
  pack.noGo.filter(({ id, unless }) => question.unless.includes(id) && unless !== "record-signed");

/**
 * Whether a GO to a question waits for the whole joint record (MKD-7.3). The first version of the pack did not list it
 * at the question, so a GO that opens the way waits for it in any case.
 */
export const needsRecord = (question: Question, pack: CheckpointPack): boolean =>
  pack.noGo.some(
    ({ id, unless }) => unless === "record-signed" && (question.opens || question.unless.includes(id)),
  );

type WordsPart = Extract<RecordPart, { from: "words" }>;

/** The parts of the record that people write and that a GO to the question waits for. */
export const neededWords = (question: Question, pack: CheckpointPack): WordsPart[] =>
  needsRecord(question, pack) ? pack.record.filter((part) => part.from === "words") : [];

/** A question's outcome as it was sealed last; undefined while it is open. */
export const sealingOf = (state: CheckpointState, question: string): Sealing | undefined =>
  state.sealings.findLast((one) => one.question === question);

/** The questions that are still to be answered. */
export const openQuestions = (state: CheckpointState, pack: CheckpointPack): Question[] =>
  pack.questions.filter(({ id }) => sealingOf(state, id) === undefined);

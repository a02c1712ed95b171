import type { CheckpointPack, Question } from "./pack.ts";
import { isRecordComplete } from "./record.ts";
import {
  type CheckpointSurroundings,
  endedBy,
  type Hindrance,
  hindrance,
  noGoStands,
  openItems,
} from "./standing.ts";
import type { CheckpointState } from "./state.ts";

/** What forbids a side to say GO: what ended the checkpoint, open criteria, and NO-GO criteria other than the record's. */
export function whyNotGo(
  question: Question,
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): Hindrance[] {
  const items = pack.criteria
    .filter(({ id }) => question.needs.includes(id))
    .flatMap((group) => openItems(group, state, around));
  const noGo = pack.noGo.filter(
    (one) =>
      question.unless.includes(one.id) && one.unless !== "record-signed" && noGoStands(one, state, around),
  );
  return [...endedBy(state, pack), ...items.map(hindrance), ...noGo.map(hindrance)];
}

/** The sides that have not said GO to a question. */
const notGo = (question: Question, state: CheckpointState, pack: CheckpointPack): Hindrance[] =>
  Object.entries(pack.parties).flatMap(([party, { title }]) => {
    const verdict = state.verdicts[party]?.[question.id];
    if (verdict?.go === true) return [];
    const said = verdict === undefined ? "has not answered" : "says NO-GO";
    return [{ id: `verdict-${party}`, title: `${title} ${said}`, rule: pack.cites.verdict }];
  });

/** Whether both sides say GO and every gate of the question holds; a signature is all that it then lacks. */
export const isGoAgreed = (
  question: Question,
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): boolean =>
  whyNotGo(question, state, pack, around).length === 0 && notGo(question, state, pack).length === 0;

export type QuestionOutcome = { question: string; go: boolean; because: Hindrance[] };

/**
 * A question's outcome, always computed and never entered: GO only if both sides say so, every gate holds and the
 * record is complete and signed (MKD-7, MKD-8). Records are not signed yet, so it is NO-GO and says why.
 */
export function outcomeOf(
  question: Question,
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): QuestionOutcome {
  const record = pack.noGo.filter((one) => one.unless === "record-signed" && noGoStands(one, state, around));
  const lacking = isRecordComplete(state, pack) ? "not signed yet" : "incomplete and not signed yet";
  const because = [
    ...whyNotGo(question, state, pack, around),
    ...notGo(question, state, pack),
    ...record.map((one) => ({ ...hindrance(one), title: `${one.title}: ${lacking}` })),
  ];
  return { question: question.id, go: because.length === 0, because };
}

export const outcomesOf = (
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): QuestionOutcome[] => pack.questions.map((question) => outcomeOf(question, state, pack, around));

/** Whether a checkpoint opens what waits for it: its opening question is agreed, and it is still open (MKC-6). */
export const opensTheWay = (
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): boolean => {
  const opening = pack.questions.filter(({ opens }) => opens);
  return (
    state.closed === null &&
    opening.length > 0 &&
    opening.every((question) => isGoAgreed(question, state, pack, around))
  );
};

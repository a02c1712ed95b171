import type { CheckpointPack, Question } from "./pack.ts";
import { neededGroups, neededNoGo, needsRecord, sealingOf } from "./question.ts";
import { missingParts, partsBefore } from "./record.ts";
import { changedSince } from "./since-sealed.ts";
import {
  type CheckpointSurroundings,
  endedBy,
  type Hindrance,
  hindrance,
  noGoStands,
  openItems,
} from "./standing.ts";
import type { CheckpointState, Sealing } from "./state.ts";

/** What forbids a side to say GO: what ended the checkpoint, open criteria, NO-GO criteria, parts that the record lacks. */
export function whyNotGo(
  question: Question,
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): Hindrance[] {
  const items = neededGroups(question, pack).flatMap((group) => openItems(group, state, around));
  const noGo = neededNoGo(question, pack).filter((one) => noGoStands(one, state, pack, around));
  const lacking = partsBefore(question, state, pack).map((part) => ({
    ...hindrance(part),
    title: `Not in the record yet: ${part.title}`,
  }));
  return [...endedBy(state, pack), ...items.map(hindrance), ...noGo.map(hindrance), ...lacking];
}

/** The sides that have not signed GO to a question. */
const notGo = (question: Question, state: CheckpointState, pack: CheckpointPack): Hindrance[] =>
  Object.entries(pack.parties).flatMap(([party, { title }]) => {
    const verdict = state.verdicts[party]?.[question.id];
    if (verdict?.go === true) return [];
    const said = verdict === undefined ? "has not answered" : "says NO-GO";
    return [{ id: `verdict-${party}`, title: `${title} ${said}`, rule: pack.cites.verdict }];
  });

export type QuestionOutcome = {
  question: string;
  go: boolean;
  because: Hindrance[];
  sealing: Sealing | null;
};

/**
 * A question's outcome, always computed and never entered: GO only where both sides signed it, the record is sealed,
 * its time is not over, nothing speaks against it now, and what was signed is what stands (MKD-7, MKD-8).
 */
export function outcomeOf(
  question: Question,
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): QuestionOutcome {
  const sealing = sealingOf(state, question.id) ?? null;
  const because =
    sealing === null
      ? whyUnsealed(question, state, pack, around)
      : whySealedNoGo(sealing, question, state, pack, around);
  return { question: question.id, go: because.length === 0, because, sealing };
}

function whyUnsealed(
  question: Question,
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): Hindrance[] {
  const record = needsRecord(question, pack)
    ? pack.noGo.filter(({ unless }) => unless === "record-signed")
    : [];
  const lacking = missingParts(state, pack).length === 0 ? "not signed yet" : "incomplete and not signed yet";
  const because = [
    ...whyNotGo(question, state, pack, around),
    ...notGo(question, state, pack),
    ...record.map((one) => ({ ...hindrance(one), title: `${one.title}: ${lacking}` })),
  ];
  return because.length > 0 ? because : [notSealed(pack)];
}

/** Answers that nobody signed are no GO, however many there are. */
const notSealed = (pack: CheckpointPack): Hindrance => ({
  id: "not-sealed",
  title: "Not signed by both sides",
  rule: pack.cites.verdict,
});

function whySealedNoGo(
  sealing: Sealing,
  question: Question,
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): Hindrance[] {
  const ended = endedBy(state, pack);
  if (sealing.outcome === "no-go") return ended.length > 0 ? ended : notGo(question, state, pack);
  const against = whyNotGo(question, state, pack, around);
  return [...against, ...whyGone(sealing, question, state, pack, around)];
}

/** What of a sealed GO is gone although everything holds: its time, or what was signed (MKD-8.8). */
export const whyGone = (
  sealing: Sealing,
  question: Question,
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): Hindrance[] => [
  ...overAt(sealing, question, around),
  ...changedSince(sealing, question, state, pack, around),
];

/** Whether the time for which a sealed outcome is valid has come to its end. */
export const isOver = ({ validUntil }: Sealing, { now }: CheckpointSurroundings): boolean =>
  validUntil !== null && validUntil <= now;

function overAt(sealing: Sealing, { rule }: Question, around: CheckpointSurroundings): Hindrance[] {
  if (!isOver(sealing, around)) return [];
  return [{ id: "expired", title: `The GO was valid until ${sealing.validUntil}`, rule: rule ?? null }];
}

export const outcomesOf = (
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): QuestionOutcome[] => pack.questions.map((question) => outcomeOf(question, state, pack, around));

/** Whether a checkpoint opens what waits for it: its opening question is sealed at GO and stands, and it is still open (MKC-6). */
export const opensTheWay = (
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): boolean => {
  const opening = pack.questions.filter(({ opens }) => opens);
  return (
    state.closed === null &&
    opening.length > 0 &&
    opening.every((question) => outcomeOf(question, state, pack, around).go)
  );
};

import type { Owner } from "../protocol/parts/shared.ts";
import { unanswered } from "./asking.ts";
import { opensTheWay, outcomeOf, whyGone, whyNotGo } from "./outcome.ts";
import type { CheckpointPack, Item, Question } from "./pack.ts";
import { neededGroups, neededNoGo, neededWords, openQuestions, sealingOf } from "./question.ts";
import { type CheckpointSurroundings, endedBy, type Hindrance, noGoStands, openItems } from "./standing.ts";
import type { CheckpointState } from "./state.ts";

export type CheckpointAct =
  | { kind: "report"; criterion: string }
  | { kind: "attest"; criterion: string }
  | { kind: "write"; part: string }
  | { kind: "answer"; party: string; question: string }
  | { kind: "answer-back"; asked: number }
  | { kind: "settle-incidents" }
  | { kind: "close" };

/** Something owed now: who, by which act, and the rule that asks for it. */
export type CheckpointObligation = {
  id: string;
  title: string;
  act: CheckpointAct;
  owner: Owner;
  rule: string | null;
};

const obligation = (
  act: CheckpointAct,
  title: string,
  owner: Owner,
  rule: string | null | undefined,
): CheckpointObligation => ({
  id: Object.values(act).join(":"),
  title,
  act,
  owner,
  rule: rule ?? null,
});

/**
 * All that is owed for an open checkpoint, in the order of the pack: for the questions that are not sealed, and for a
 * sealed GO that stands no more, what makes it stand again. What ended it at once, or cannot come back, leaves its
 * closing alone.
 */
export function checkpointObligations(
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): CheckpointObligation[] {
  if (state.closed !== null) return [];
  const everybody: Owner = { parties: Object.keys(pack.parties) };
  const ended = endedBy(state, pack)[0] ?? goneForGood(state, pack, around);
  if (ended !== undefined)
    return [obligation({ kind: "close" }, `NO-GO: ${ended.title}`, everybody, ended.rule)];
  const asked = openQuestions(state, pack);
  const waiting = pack.questions.filter((one) => asked.includes(one) || isFallen(one, state, pack, around));
  const owed = [
    ...waiting
      .flatMap((question) => neededGroups(question, pack))
      .flatMap((group) => openItems(group, state, around).map((item) => itemOwed(item, pack, everybody))),
    ...waiting.flatMap((question) => noGoOwed(question, state, pack, around, everybody)),
    ...asked
      .flatMap((question) => neededWords(question, pack))
      .filter((part) => state.written[part.id] === undefined)
      .map((part) =>
        obligation({ kind: "write", part: part.id }, part.asks, { parties: [part.party] }, part.rule),
      ),
    ...unanswered(state, pack).map((one) =>
      obligation(
        { kind: "answer-back", asked: one.seq },
        `The ${(pack.parties[one.party]?.title ?? one.party).toLowerCase()} asks before it signs`,
        { parties: [one.to] },
        pack.cites.verdict,
      ),
    ),
    ...asked.flatMap((question) => verdictsOwed(question, state, pack, around)),
  ];
  return owed.filter((one, index) => owed.findIndex(({ id }) => id === one.id) === index);
}

const isFallen = (
  question: Question,
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): boolean => {
  const { go, sealing } = outcomeOf(question, state, pack, around);
  return !go && sealing?.outcome === "go";
};

/**
 * Why a checkpoint decides nothing more although nothing ended it: every question is sealed, its GO is over or was signed
 * over something else, and no GO opens the way. Another attempt is a new checkpoint.
 */
function goneForGood(
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): Hindrance | undefined {
  if (openQuestions(state, pack).length > 0 || opensTheWay(state, pack, around)) return undefined;
  return pack.questions.flatMap((question) => {
    const sealing = sealingOf(state, question.id);
    return sealing?.outcome === "go" ? whyGone(sealing, question, state, pack, around) : [];
  })[0];
}

function itemOwed(item: Item, pack: CheckpointPack, everybody: Owner): CheckpointObligation {
  const owner = item.party === undefined ? everybody : { parties: [item.party] };
  switch (item.decidedBy) {
    case "check":
    case "evidence":
    case "value":
      return obligation({ kind: "report", criterion: item.id }, item.title, owner, item.rule);
    case "run":
      return obligation(
        { kind: "report", criterion: item.run },
        pack.runs[item.run]?.title ?? item.title,
        owner,
        item.rule,
      );
    case "attestation":
      return obligation({ kind: "attest", criterion: item.id }, item.says, { role: item.role }, item.rule);
    case "system":
      return obligation({ kind: "settle-incidents" }, item.title, owner, item.rule);
  }
}

function noGoOwed(
  question: Question,
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
  everybody: Owner,
): CheckpointObligation[] {
  return neededNoGo(question, pack)
    .filter((one) => noGoStands(one, state, pack, around))
    .flatMap((one) => {
      if (one.unless === "no-critical-incident")
        return [obligation({ kind: "settle-incidents" }, one.title, everybody, one.rule)];
      if (one.unless !== "run-green") return [];
      const run = pack.runs[one.run];
      const owner = run === undefined ? everybody : { parties: [run.party] };
      return [obligation({ kind: "report", criterion: one.run }, run?.title ?? one.title, owner, one.rule)];
    });
}

/** A side owes its signature to a question once nothing forbids a GO; NO-GO may be said at any time. */
const verdictsOwed = (
  question: Question,
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): CheckpointObligation[] =>
  whyNotGo(question, state, pack, around).length > 0
    ? []
    : Object.keys(pack.parties)
        .filter((party) => !state.verdicts[party]?.[question.id]?.signature)
        .map((party) =>
          obligation(
            { kind: "answer", party, question: question.id },
            question.title,
            { parties: [party] },
            pack.cites.verdict,
          ),
        );

import type { Decided } from "../circumstances.ts";
import { decideBridge } from "../decide/bridge.ts";
import { decideCancelling } from "../decide/cancel.ts";
import { decideHandover } from "../decide/handover.ts";
import { decideLink, decideLinkedFrom, type SaidRelation } from "../decide/link.ts";
import { decideAnswer, decideQuestion } from "../decide/question.ts";
import { decideReopening } from "../decide/reopen.ts";
import { decideSeverity } from "../decide/severity.ts";
import { decideReassignment, decideTask, decideTaskDone } from "../decide/task.ts";
import type { QuestionAddressee, QuestionSubject } from "../events/command.ts";
import { idOf, minute } from "./cast.ts";
import type { Actor, Story } from "./story.ts";

export const taskId = (number = 0): string => idOf(0xa00 + number);
export const questionId = (number = 0): string => idOf(0xb00 + number);

export const setsSeverity = (story: Story, at: number, actor: Actor, severity: string): Decided =>
  story.asks(at, actor, (state, around) =>
    decideSeverity(state, story.pack, { severity, reason: "words" }, around),
  );

export const cancels = (story: Story, at: number, actor: Actor): Decided =>
  story.asks(at, actor, (state, around) => decideCancelling(state, story.pack, { reason: "words" }, around));

export const reopens = (story: Story, at: number, actor: Actor): Decided =>
  story.asks(at, actor, (state, around) => decideReopening(state, story.pack, { reason: "words" }, around));

export const linksBridge = (
  story: Story,
  at: number,
  actor: Actor,
  url = "https://meet.example/a",
): Decided => story.asks(at, actor, (state, around) => decideBridge(state, { url }, around));

type Handed = { role: string; from: { id: string }; to: { id: string; party: string | null } };

export const handsOver = (story: Story, at: number, actor: Actor, { role, from, to }: Handed): Decided =>
  story.asks(at, actor, (state, around) =>
    decideHandover(state, story.pack, { role, from: from.id, to, state: "words" }, around),
  );

export const links = (
  story: Story,
  at: number,
  actor: Actor,
  relation: SaidRelation,
  other = "INC-2",
): Decided =>
  story.asks(at, actor, (state, around) =>
    decideLink(state, story.pack, { other, relation, reason: "words" }, around),
  );

export const isLinkedFrom = (story: Story, at: number, actor: Actor, relation: SaidRelation): Decided =>
  story.asks(at, actor, (state, around) =>
    decideLinkedFrom(state, "INC-2", { other: state.reference, relation, reason: "words" }, around),
  );

export const givesTask = (
  story: Story,
  at: number,
  actor: Actor,
  owner: { id: string },
  { number = 0, due }: { number?: number; due?: number } = {},
): Decided =>
  story.asks(at, actor, (state, around) =>
    decideTask(
      state,
      {
        task: taskId(number),
        owner: owner.id,
        dueAt: due === undefined ? null : minute(due),
        title: "words",
      },
      around,
    ),
  );

export const movesTask = (
  story: Story,
  at: number,
  actor: Actor,
  owner: { id: string },
  number = 0,
): Decided =>
  story.asks(at, actor, (state, around) =>
    decideReassignment(state, story.pack, { task: taskId(number), owner: owner.id, reason: "" }, around),
  );

export const doesTask = (story: Story, at: number, actor: Actor, number = 0): Decided =>
  story.asks(at, actor, (state, around) =>
    decideTaskDone(state, story.pack, { task: taskId(number), outcome: "words" }, around),
  );

export const asksBack = (
  story: Story,
  at: number,
  actor: Actor,
  about: QuestionSubject,
  to: QuestionAddressee,
  number = 0,
): Decided =>
  story.asks(at, actor, (state, around) =>
    decideQuestion(state, story.pack, { question: questionId(number), about, to, words: "words" }, around),
  );

export const answers = (story: Story, at: number, actor: Actor, number = 0): Decided =>
  story.asks(at, actor, (state, around) =>
    decideAnswer(state, story.pack, { question: questionId(number), answer: "words" }, around),
  );

import { holdsWords } from "../../record/holds-words.ts";
import { isAsking } from "../../rollback/run.ts";
import { decideClosing } from "../decide/close.ts";
import {
  decideApproval,
  decideRatification,
  decideReport,
  decideRuling,
  decideSteering,
} from "../decide/run.ts";
import { decideCorrection, decideNote, decideRedaction } from "../decide/timeline.ts";
import {
  mailAccepts,
  runOf,
  sendsNotice,
  startsRollback,
  stepEnds,
  stepStarts,
  stepsSucceed,
} from "./acts.ts";
import {
  answers,
  asksBack,
  cancels,
  doesTask,
  givesTask,
  handsOver,
  links,
  linksBridge,
  movesTask,
  reopens,
  setsSeverity,
} from "./commanding.ts";
import { handsIn, proposes, signs } from "./decisions.ts";
import { captain, duty, lead, peer } from "./small-room.ts";
import type { Story } from "./story.ts";

type Move = (story: Story, minutes: number, number: number) => unknown;

const cast = [captain, duty, lead, peer];
const someone = (number: number) => cast[number % cast.length] ?? captain;
const hasRun = (story: Story) => story.state.runs.length > 0;
const isRunning = (story: Story) =>
  hasRun(story) && runOf(story).steps.some((step) => step.status === "running");
const freshNumber = (story: Story) => story.state.seq;

const notices: Record<string, Move> = {
  sends: (story, at, number) =>
    sendsNotice(story, at, someone(number), {
      number: freshNumber(story),
      template: number % 2 === 0 ? "first" : "north-only",
      values: { impact: `words ${number}` },
      promises: at + 1 + (number % 20),
    }),
  accepts: (story, at, number) => {
    const notice = story.state.notices[number % Math.max(1, story.state.notices.length)];
    if (notice === undefined) return;
    const sent = Number.parseInt(notice.notice.slice(-12), 16) - 0x10_000;
    mailAccepts(story, at, sent / 16);
  },
  notes: (story, at, number) =>
    story.asks(at, someone(number), (state, circumstances) =>
      decideNote(
        state,
        { kind: "note", body: `words ${number}`, occurredAt: null, party: null },
        circumstances,
      ),
    ),
  corrects: (story, at, number) =>
    story.asks(at, someone(number), (state, circumstances) =>
      decideCorrection(state, { corrects: 1 + (number % 9), body: "words" }, circumstances),
    ),
  redacts: (story, at, number) =>
    story.asks(at, captain, (state, circumstances) =>
      decideRedaction(
        state,
        {
          redacts: 1 + (number % 9),
          reason: "words",
          hasWords: holdsWords(story.said[number % 9]?.text),
        },
        circumstances,
      ),
    ),
};

const runs: Record<string, Move> = {
  starts: (story, at, number) =>
    startsRollback(story, at, someone(number), "back", { number: story.state.runs.length }),
  steps: (story, at) => hasRun(story) && stepStarts(story, at),
  succeeds: (story, at) => isRunning(story) && stepEnds(story, at),
  fails: (story, at) => isRunning(story) && stepEnds(story, at, "failed"),
  rules: (story, at, number) => {
    const run = hasRun(story) ? runOf(story) : null;
    const step = run?.steps.find(isAsking);
    if (run === null || step === undefined) return;
    const ruling = (["retry", "skip", "done-by-hand", "abort"] as const)[number % 4] ?? "retry";
    story.asks(at, someone(number), (state, circumstances) =>
      decideRuling(
        state,
        story.pack,
        { run: run.run, step: step.id, attempt: step.attempt, ruling, reason: "words" },
        circumstances,
      ),
    );
  },
  steers: (story, at, number) => {
    if (!hasRun(story)) return;
    const to = (["pause", "resume", "abort"] as const)[number % 3] ?? "pause";
    story.asks(at, someone(number), (state, circumstances) =>
      decideSteering(state, story.pack, { run: runOf(story).run, to, reason: "words" }, circumstances),
    );
  },
  approves: (story, at, number) => {
    if (!hasRun(story)) return;
    const answer = number % 2 === 0 ? ("approved" as const) : ("refused" as const);
    const { run } = runOf(story);
    story.asks(at, lead, (state, circumstances) =>
      decideApproval(state, story.pack, { run, answer, reason: "words" }, circumstances),
    );
  },
  reports: (story, at, number) => {
    if (!hasRun(story)) return;
    const { run } = runOf(story);
    story.asks(at, someone(number), (state, c) => decideReport(state, { run, body: "words" }, c));
    story.asks(at, someone(number), (state, c) =>
      decideRatification(state, story.pack, { run, reason: "words" }, c),
    );
  },
};

const decisions: Record<string, Move> = {
  proves: (story, at, number) =>
    number % 2 === 0
      ? handsIn(story, at, lead, "logs", { number: freshNumber(story) })
      : handsIn(story, at, peer, "tests", { number: freshNumber(story) }),
  proposes: (story, at) => proposes(story, at, lead, "onward", story.state.decisions.length),
  signs: (story, at, number) =>
    signs(story, at, number % 2 === 0 ? lead : peer, {
      answer: number % 3 === 0 ? "stop" : "go",
      remediationPlan: "words",
      number: Math.max(0, story.state.decisions.length - 1),
    }),
  closes: (story, at) =>
    story.asks(at, captain, (state, circumstances) =>
      decideClosing(state, story.pack, { summary: "words" }, circumstances),
    ),
};

const commands: Record<string, Move> = {
  raises: (story, at, number) => setsSeverity(story, at, captain, ["A", "B", "C"][number % 3] ?? "A"),
  cancels: (story, at, number) => number % 5 === 0 && cancels(story, at, captain),
  reopens: (story, at, number) => number % 3 === 0 && reopens(story, at, captain),
  bridges: (story, at, number) => linksBridge(story, at, someone(number)),
  links: (story, at, number) =>
    links(story, at, captain, number % 7 === 0 ? "duplicate-of" : "related", `INC-${2 + (number % 4)}`),
  /** There and back again, because the other moves are the captain's. */
  "hands over": (story, at) => {
    handsOver(story, at, captain, { role: "captain", from: captain, to: duty });
    handsOver(story, at, duty, { role: "captain", from: duty, to: captain });
  },
  "gives a task": (story, at, number) =>
    givesTask(story, at, someone(number), someone(number + 1), { number: freshNumber(story), due: at + 5 }),
  "works on it": (story, at, number) => {
    const open = story.state.tasks.find(({ done }) => done === null);
    if (open === undefined) return;
    const task = Number.parseInt(open.task.slice(-12), 16) - 0xa00;
    if (number % 4 === 0) movesTask(story, at, captain, someone(number), task);
    else doesTask(story, at, captain, task);
  },
  asks: (story, at, number) => {
    if (!hasRun(story)) return;
    const about = { run: runOf(story).run };
    asksBack(story, at, captain, about, { role: "captain" }, freshNumber(story));
    if (number % 2 === 0) answers(story, at, captain, story.state.seq - 1);
  },
};

/** Everything that people and the console may try, in any order; what the rules refuse changes nothing. */
export const moves: Record<string, Move> = { ...notices, ...runs, ...decisions, ...commands };

export type Tried = { move: string; number: number; waits: number };

/** How far the incident has come before the trying begins. */
export const stages = ["declared", "rolling back", "executed", "proven", "proposed", "half signed"] as const;
export type Stage = (typeof stages)[number];

/** Brings a fresh incident to a stage, by those who may. */
export function leadTo(stage: Stage, story: Story): Story {
  const reached = stages.indexOf(stage);
  const starter = story.state.severity === "A" ? duty : captain;
  if (reached >= 1) {
    startsRollback(story, 0, starter, "back");
    runs.approves?.(story, 0, 0);
  }
  if (reached >= 2) stepsSucceed(story, 0, "act");
  if (reached >= 3) {
    stepsSucceed(story, 0);
    handsIn(story, 0, lead, "logs");
    handsIn(story, 0, peer, "tests");
    sendsNotice(story, 0, captain, { number: 0, template: "first", values: { impact: "words" } });
    mailAccepts(story, 0, 0);
  }
  if (reached >= 4) proposes(story, 0, lead, "onward", 0);
  if (reached >= 5) signs(story, 0, lead, { answer: "go" });
  return story;
}

/** Tries one after the other, with the clocks firing as time passes. */
export function wander(story: Story, tries: Tried[]): Story {
  let at = 1;
  for (const { move, number, waits } of tries) {
    at += waits;
    if (story.state.status === "open") story.passesTo(at);
    moves[move]?.(story, at, number);
  }
  return story;
}

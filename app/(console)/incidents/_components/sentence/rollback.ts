import { commandLine } from "#components/incident/plan-steps.tsx";
import type { EventType, FactsOf } from "#lib/domain/incident/events/index.ts";
import type { Ruling } from "#lib/domain/incident/events/rollback.ts";
import { frozenByWords } from "#lib/domain/rollback/frozen.ts";
import { type Lexicon, many } from "./lexicon.ts";
import { noteOf, ruleOf, type Sayings } from "./shape.ts";

type Attempt = { run: string; step: string; attempt: number };

const stepOf = ({ run, step, attempt }: Attempt, names: Lexicon) =>
  `"${names.step(run, step)}"${attempt > 1 ? ` (attempt ${attempt})` : ""}`;

const planOf = (plan: string, names: Lexicon) => names.pack.plans[plan]?.title ?? plan;

type Outcome = {
  run: string;
  step: string;
  exitCode: number | null;
  durationMs: number;
  outputDigest: string;
};

/** The command, the end of what it printed, how it ended, and the digest of all that it printed. */
function outcome(facts: Outcome, tail: string | undefined, lines: number, names: Lexicon) {
  const command = `$ ${commandLine(names.argv(facts.run, facts.step))}`;
  const end = (tail ?? "").trimEnd().split("\n").slice(-lines);
  return {
    exit: { code: facts.exitCode, seconds: facts.durationMs / 1000 },
    output: { text: [command, ...end].filter((line) => line !== "").join("\n") },
    digest: facts.outputDigest,
  };
}

const rulings: Record<Ruling, string> = {
  retry: "retry it",
  skip: "skip it",
  "done-by-hand": "it was done by hand",
  abort: "abort the rollback",
};

const causes = {
  exit: "failed",
  "timed-out": "ran out of time and was ended",
  cancelled: "was cancelled",
  refused: "was refused before it began",
} as const;

const stepSayings: Sayings<
  Extract<
    EventType,
    "StepStarted" | "StepSucceeded" | "StepFailed" | "StepAsked" | "StepInDoubt" | "StepRuled"
  >
> = {
  StepStarted: ({ facts }, _, names) => ({ kind: "command", what: `step ${stepOf(facts, names)} begins` }),
  StepSucceeded: ({ facts }, text, names) => ({
    kind: "command",
    what: `step ${stepOf(facts, names)} done`,
    ...outcome(facts, text?.tail, 3, names),
  }),
  StepFailed: ({ facts }, text, names) => ({
    kind: "command",
    what: `step ${stepOf(facts, names)} ${causes[facts.cause]}`,
    isKey: true,
    ...outcome(facts, text?.tail, 8, names),
    // What was refused never ran, and so had no end to speak of.
    ...(facts.cause === "refused" ? { exit: undefined } : {}),
  }),
  StepAsked: ({ facts }, text, names) => ({
    kind: "command",
    what: `step ${stepOf(facts, names)} is asked of a person`,
    isKey: true,
    ...noteOf(text?.instructions),
  }),
  StepInDoubt: ({ facts }, _, names) => ({
    kind: "command",
    what: `step ${stepOf(facts, names)} is in doubt`,
    isKey: true,
    note: "The worker was lost after the step began. Nobody knows yet whether it happened.",
  }),
  StepRuled: ({ facts, actor }, text, names) => ({
    kind: "command",
    what: `ruled on step ${stepOf(facts, names)}: ${rulings[facts.ruling]}`,
    ...noteOf(
      actor.kind === "console" ? "It may be run again without harm, so it is tried once more." : text?.reason,
    ),
  }),
};

function pausedWords({ cause, frozenBy = [], thenAbort }: FactsOf<"RollbackPaused">): string {
  if (thenAbort) return "asked for the abort of the rollback: it waits for the step that runs to end";
  switch (cause) {
    case "person":
      return "paused the rollback";
    case "approval-refused":
      return "rollback paused: its approval was refused";
    case "frozen":
      return `rollback paused before its next step: frozen by ${frozenByWords(frozenBy)}`;
  }
}

const runSayings: Sayings<
  Extract<
    EventType,
    | "RollbackRecommended"
    | "RollbackStarted"
    | "RollbackPaused"
    | "RollbackResumed"
    | "RollbackExecuted"
    | "RollbackVerified"
    | "RollbackAborted"
    | "RollbackCompleted"
    | "RepinConfirmed"
  >
> = {
  RollbackRecommended: ({ facts }, text, names) => ({
    kind: "rollback",
    what: `recommended the rollback: ${planOf(facts.plan, names)}`,
    isKey: true,
    ...noteOf(text?.reason),
  }),
  RollbackStarted: ({ facts }, text, names) => ({
    kind: "rollback",
    what: `started the rollback: ${planOf(facts.plan, names)}`,
    isKey: true,
    note: [
      text?.reason ?? "",
      `${many(facts.steps.length, "step")} on ${names.service(facts.service)}, ${facts.environment}`,
    ]
      .filter((part) => part !== "")
      .join("\n"),
    digest: facts.planDigest,
    ...ruleOf(facts.rule),
  }),
  RollbackPaused: ({ facts }, text) => ({
    kind: "rollback",
    what: pausedWords(facts),
    isKey: true,
    ...noteOf(text?.reason),
  }),
  RollbackResumed: (_, text) => ({ kind: "rollback", what: "resumed the rollback", ...noteOf(text?.reason) }),
  RollbackExecuted: () => ({
    kind: "rollback",
    what: "rollback executed: no acting step is left; verification follows",
    isKey: true,
  }),
  RollbackVerified: () => ({ kind: "rollback", what: "rollback verified", isKey: true }),
  RollbackAborted: ({ actor }, text) => ({
    kind: "rollback",
    what:
      actor.kind === "console"
        ? "rollback aborted as it was asked: the step that ran has ended"
        : "aborted the rollback",
    isKey: true,
    ...noteOf(text?.reason),
  }),
  RollbackCompleted: ({ facts }, _, names) => ({
    kind: "rollback",
    what: `rollback complete: ${names.pack.bundles[facts.bundle] === undefined ? "it is verified" : "its evidence is in"}`,
    isKey: true,
  }),
  RepinConfirmed: ({ facts }, text) => ({
    kind: "rollback",
    what: `confirmed the re-pin: runs on ${facts.pin}`,
    isKey: true,
    ...noteOf(text?.body),
  }),
};

const peopleSayings: Sayings<
  Extract<EventType, "ApprovalRequested" | "ApprovalAnswered" | "ReportFiled" | "RunRatified">
> = {
  ApprovalRequested: ({ facts }, _, names) => ({
    kind: "approval",
    what: `approval asked of ${names.role(facts.role)}`,
  }),
  ApprovalAnswered: ({ facts }, text) => ({
    kind: "approval",
    what: `${facts.answer} the rollback`,
    isKey: true,
    ...noteOf(text?.reason),
  }),
  ReportFiled: (_, text) => ({ kind: "approval", what: "filed the report", ...noteOf(text?.body) }),
  RunRatified: (_, text) => ({
    kind: "approval",
    what: "ratified the rollback that was started first",
    isKey: true,
    ...noteOf(text?.reason),
  }),
};

export const rollbackSayings = { ...stepSayings, ...runSayings, ...peopleSayings };

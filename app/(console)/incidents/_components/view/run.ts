import type { PlanStep, StepState as ShownState } from "#components/incident/plan-steps.tsx";
import type { Tone } from "#components/ui/tone.ts";
import type { IncidentState, RunState, RunStatus, StepState } from "#lib/domain/incident/state.ts";
import { isAsking } from "#lib/domain/rollback/run.ts";
import type { PlanPreview } from "#lib/queries/room/plan-preview.ts";
import type { Lexicon } from "../sentence/lexicon.ts";

const shown: Record<StepState["status"], ShownState> = {
  waiting: "waiting",
  running: "running",
  succeeded: "succeeded",
  failed: "failed",
  "in-doubt": "in-doubt",
  "awaits-person": "awaits-person",
  skipped: "skipped",
  "done-by-hand": "succeeded",
};

export const runWords: Record<RunStatus, string> = {
  "awaiting-approval": "waiting for approval",
  running: "running",
  paused: "paused",
  asking: "asking a person",
  executed: "executed, verifying",
  verified: "verified",
  aborted: "aborted",
  complete: "complete",
};

const ruleRef = (rule: string | null) => (rule === null ? {} : { rule: { id: rule } });

function noteOf(step: StepState): string | undefined {
  if (step.status === "done-by-hand") return "Done by hand.";
  return step.attempt > 1 ? `Attempt ${step.attempt}.` : undefined;
}

/** A step that needs a person's eyes shows its command; the others when every command is asked for. */
const needsEyes = (step: StepState) => step.status === "running" || isAsking(step);

export const runSteps = (run: RunState, names: Lexicon, withCommands: boolean): PlanStep[] =>
  run.steps.map((step, index) => ({
    id: step.id,
    number: index + 1,
    title: names.step(run.run, step.id),
    state: run.status === "aborted" && step.status === "waiting" ? "aborted" : shown[step.status],
    expectedSeconds: step.expectedSeconds,
    startedAt: step.startedAt ?? undefined,
    endedAt: step.endedAt ?? undefined,
    argv: withCommands || needsEyes(step) ? step.argv : undefined,
    note: noteOf(step),
    ...ruleRef(step.rule),
  }));

export const previewSteps = (preview: PlanPreview & { ok: true }, names: Lexicon): PlanStep[] =>
  preview.steps.map((step, index) => ({
    id: step.id,
    number: index + 1,
    title: names.pack.plans[preview.plan]?.steps.find((one) => one.id === step.id)?.title ?? step.id,
    state: "waiting",
    expectedSeconds: step.expectedSeconds,
    argv: step.argv,
    ...ruleRef(step.rule),
  }));

/** What a run asks of people beside its steps, and how that stands. */
export type Duty = { id: string; title: string; state: string; tone: Tone };

const answers = { owed: "risk", approved: "met", refused: "breach" } as const;
const owedOr = (by: string | null): Tone => (by === null ? "risk" : "met");

/** Approval, report and ratification of a run: who owes each, or who gave it. */
export function runDuties(run: RunState, names: Lexicon): Duty[] {
  const { approval, report, ratification } = run;
  const by = (person: string | null) => (person === null ? "" : ` by ${names.person(person)}`);
  return [
    ...(approval === null
      ? []
      : [
          {
            id: "approval",
            title: `Approval of ${names.role(approval.role)}`,
            state: approval.answer === "owed" ? "owed" : `${approval.answer}${by(approval.by)}`,
            tone: answers[approval.answer],
          },
        ]),
    ...(report === null
      ? []
      : [
          {
            id: "report",
            title: `Report of ${names.person(run.startedBy)}`,
            state: report.by === null ? "owed" : "filed",
            tone: owedOr(report.by),
          },
        ]),
    ...(ratification === null
      ? []
      : [
          {
            id: "ratification",
            title: `Ratified by ${names.role(ratification.role)}`,
            state: ratification.by === null ? "owed" : `done${by(ratification.by)}`,
            tone: owedOr(ratification.by),
          },
        ]),
  ];
}

/** Whether this person may pause, resume, abort or rule on a run, as the rule itself asks. */
export const steers = (state: IncidentState, names: Lexicon, run: RunState, person: string): boolean => {
  const roles = state.participants.find((one) => one.person === person)?.roles ?? [];
  return (
    person === run.startedBy ||
    person === state.commander ||
    roles.includes(names.pack.commander) ||
    roles.includes(run.approval?.role ?? "")
  );
};

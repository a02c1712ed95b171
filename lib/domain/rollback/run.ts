import type { IncidentState, RunState, StepState } from "../incident/state.ts";
import { partsOf } from "./parts.ts";

const done = new Set<StepState["status"]>(["succeeded", "skipped", "done-by-hand"]);

export const isStepDone = (step: StepState): boolean => done.has(step.status);

const asking = new Set<StepState["status"]>(["failed", "in-doubt", "awaits-person"]);

/** A step at which its run waits for a person: to rule on it, or to do by hand what it asks. */
export const isAsking = ({ status }: StepState): boolean => asking.has(status);

export const isStepRunning = (run: RunState): boolean => run.steps.some(({ status }) => status === "running");

export const latestRun = (state: IncidentState): RunState | null => state.runs.at(-1) ?? null;

export const findRun = (state: IncidentState, id: string): RunState | null =>
  state.runs.find((run) => run.run === id) ?? null;

/** The run that a clock was started for: each started rollback has its own report, ratification and approval (SM-4). */
export const runOfClock = (state: IncidentState, { startedAt }: { startedAt: string }): RunState | null =>
  state.runs.findLast((run) => run.startedAt <= startedAt) ?? latestRun(state);

/** Which of several runs is meant, to stand behind a title; nothing where there is one alone. */
export function whichRun({ runs }: IncidentState, { run, status }: RunState): string {
  if (runs.length < 2) return "";
  const place = `rollback ${runs.findIndex((one) => one.run === run) + 1} of ${runs.length}`;
  return ` (${place}${status === "aborted" ? ", aborted" : ""})`;
}

const over = new Set<RunState["status"]>(["verified", "aborted", "complete"]);

/** A run that may still act: one at a time in an incident. */
export const isUnderWay = (run: RunState): boolean => !over.has(run.status);

/**
 * The steps to do now: one of each lane that is walked beside others, else the next one alone. A step of no lane waits
 * for all before it and holds all after it. None while a person is asked, and none of a lane in which one runs.
 */
export function nextSteps(run: RunState): StepState[] {
  if (run.status !== "running" && run.status !== "executed") return [];
  const part = partsOf(run.steps).find((lanes) => !lanes.flat().every(isStepDone)) ?? [];
  return part.flatMap((lane) => {
    const first = lane.find((step) => !isStepDone(step));
    return first?.status === "waiting" ? [first] : [];
  });
}

export const actsAreDone = (run: RunState): boolean =>
  run.steps.every((step) => step.kind === "verify" || isStepDone(step));

export const allStepsAreDone = (run: RunState): boolean => run.steps.every(isStepDone);

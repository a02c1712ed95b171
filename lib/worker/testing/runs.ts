import { declared, mvp4, startedRun } from "#lib/commands/testing/incidents.ts";
import { everywhere, type Stage, stateOf } from "#lib/commands/testing/stage.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { announceActions } from "../actions.ts";
import { until } from "./until.ts";
import type { Workshop } from "./workshop.ts";

/** A P0 incident whose rollback the on-call SRE can start, and the start of it. */
export async function emergency(stage: Stage, { actions }: Workshop) {
  const reference = await declared(stage, await mvp4(stage));
  const start = () => startedRun({ ...stage, actions }, reference, "emergency", "sam");
  return { reference, start };
}

/** The workshop's actions are what the console previews, before any worker is up to say so. */
export const announce = ({ actions }: Workshop) => announceActions(everywhere(actions));

export async function runOf(reference: string) {
  const run = (await stateOf(reference)).runs.at(-1);
  if (run === undefined) throw new Error("a run was started");
  return run;
}

export const stepOf = async (reference: string, id: string) =>
  (await runOf(reference)).steps.find((step) => step.id === id);

export const untilRun = (reference: string, status: string, withinMs = 90_000) =>
  until(
    `the run of ${reference} is ${status}`,
    async () => (await runOf(reference)).status === status,
    () => runOf(reference),
    withinMs,
  );

export const untilStep = (reference: string, id: string, status: string) =>
  until(
    `step ${id} of ${reference} is ${status}`,
    async () => (await stepOf(reference, id))?.status === status,
    () => runOf(reference),
    90_000,
  );

/** The process that holds a run's step, as the step's own entry names it. */
export async function holderOf(reference: string): Promise<number> {
  const entries = await readEntries(reference, 0);
  const workers = entries.flatMap(({ event }) => (event.type === "StepStarted" ? [event.facts.worker] : []));
  return Number(workers.at(-1)?.split("/")[1]);
}

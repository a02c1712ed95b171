import type { FactsOf } from "../incident/events/index.ts";
import type { IncidentState, RunState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { latestRun } from "../rollback/run.ts";
import { standingSchedule } from "../rollback/schedule.ts";
import { dataEffectOf, lasting, utc } from "./values.ts";

type PublicState = FactsOf<"StatusPublished">["state"];

/**
 * What the record itself adds to a publication: for maintenance when it began, how long it should take and what it does
 * to stored data; after it when it was over and how long it took (SM-8). Nobody writes these, so nobody gets them wrong.
 */
export function publicLines(state: IncidentState, pack: ProtocolPack, said: PublicState): string[] {
  const run = latestRun(state);
  switch (said) {
    case "investigating":
      return [];
    case "maintenance":
      return run === null || run.status === "aborted" ? planned(state, pack) : underWay(run, pack);
    case "monitoring":
    case "resolved":
      return run === null ? [] : over(run);
  }
}

function planned(state: IncidentState, pack: ProtocolPack): string[] {
  const schedule = standingSchedule(state);
  if (schedule === null) return [];
  const plan = pack.plans[schedule.plan];
  const seconds = (plan?.steps ?? []).reduce((sum, step) => sum + step.expectedSeconds, 0);
  return [
    `Starts: ${utc(schedule.startAt)}`,
    `Expected duration: ${lasting(seconds)}`,
    `Stored data: ${dataEffectOf(plan)}`,
  ];
}

const underWay = (run: RunState, pack: ProtocolPack): string[] => [
  `Started: ${utc(run.startedAt)}`,
  `Expected duration: ${lasting(run.steps.reduce((sum, step) => sum + step.expectedSeconds, 0))}`,
  `Stored data: ${dataEffectOf(pack.plans[run.plan], run.steps)}`,
];

function over({ startedAt, verifiedAt }: RunState): string[] {
  if (verifiedAt === null) return [];
  const seconds = (Date.parse(verifiedAt) - Date.parse(startedAt)) / 1000;
  return [`Completed: ${utc(verifiedAt)}`, `Duration: ${lasting(seconds)}`];
}

import { minutesAfter } from "../clock/firing.ts";
import type { IncidentState, NoticeState, ScheduleState } from "../incident/state.ts";
import { utc } from "../notice/values.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import type { StartRule } from "../protocol/parts/people.ts";
import type { Blocker } from "../refusal.ts";
import { latestRun } from "./run.ts";

/** The schedule that stands: one refusal voids it, and one start uses it up (SM-4). */
export function standingSchedule(state: IncidentState): ScheduleState | null {
  const { schedule } = state;
  if (schedule === null) return null;
  const isRefused = Object.values(schedule.consensus).some(({ answer }) => answer === "refused");
  const run = latestRun(state);
  const isUsed = run !== null && run.startedAt >= schedule.at;
  return isRefused || isUsed ? null : schedule;
}

/** The roles whose agreement a schedule still waits for. */
export const rolesAwaited = (schedule: ScheduleState, rule: StartRule): string[] =>
  rule.consensus.filter((role) => schedule.consensus[role] === undefined);

/** When everybody of the rule's notice had been told of this schedule; null until then. */
export function toldAt(state: IncidentState, schedule: ScheduleState, rule: StartRule): string | null {
  const told = state.notices.find((one) => one.acceptedAt !== null && tellsOf(one, schedule, rule));
  return told?.acceptedAt ?? null;
}

/** Whether a notice tells of this schedule once it is accepted. */
export const tellsOf = (sent: NoticeState, schedule: ScheduleState, rule: StartRule): boolean =>
  sent.template === rule.ahead?.notice && sent.seq > schedule.seq;

/** When a start is possible at the earliest: at the scheduled time, and the rule's minutes after everybody was told. */
export function earliestStart(state: IncidentState, schedule: ScheduleState, rule: StartRule): string | null {
  if (rule.ahead === undefined) return schedule.startAt;
  const told = toldAt(state, schedule, rule);
  if (told === null) return null;
  const ahead = minutesAfter(told, rule.ahead.minutes, state.clockFactor);
  const isToldLate = ahead > schedule.startAt;
  return isToldLate ? ahead : schedule.startAt;
}

/** All that a scheduled start still lacks, each with the rule that asks for it (SM-4). */
export function scheduleLacks(
  state: IncidentState,
  pack: ProtocolPack,
  rule: StartRule,
  asked: { plan: string; now: string },
): Blocker[] {
  const because = (message: string): Blocker => ({ rule: rule.rule ?? null, message });
  const schedule = standingSchedule(state);
  if (schedule === null) return [because(whyNoneStands(state))];
  const title = (plan: string) => pack.plans[plan]?.title ?? plan;
  const other =
    schedule.plan === asked.plan
      ? []
      : [because(`"${title(schedule.plan)}" is scheduled, not "${title(asked.plan)}".`)];
  const awaited = rolesAwaited(schedule, rule).map((role) =>
    because(`${pack.roles[role]?.title ?? role} has not agreed yet.`),
  );
  return [...other, ...awaited, ...tooEarly(state, pack, rule, schedule, asked.now).map(because)];
}

function tooEarly(
  state: IncidentState,
  pack: ProtocolPack,
  rule: StartRule,
  schedule: ScheduleState,
  now: string,
): string[] {
  const earliest = earliestStart(state, schedule, rule);
  if (rule.ahead !== undefined && earliest === null) {
    const notice = pack.notices[rule.ahead.notice]?.title ?? rule.ahead.notice;
    return [`"${notice}" has not reached everybody yet; they are told ${rule.ahead.minutes} minutes ahead.`];
  }
  if (earliest === null || now >= earliest) return [];
  return earliest === schedule.startAt
    ? [`It is scheduled for ${utc(schedule.startAt)}.`]
    : [
        `Everybody is told ${rule.ahead?.minutes} minutes ahead, so it starts at ${utc(earliest)} at the earliest.`,
      ];
}

function whyNoneStands({ schedule }: IncidentState): string {
  if (schedule === null) return "Nothing is scheduled.";
  return Object.values(schedule.consensus).some(({ answer }) => answer === "refused")
    ? "The schedule was refused; propose another time."
    : "The schedule was used by the last run; propose another time.";
}

import { minutesAfter } from "../../clock/firing.ts";
import { noticeAct } from "../../notice/under-way.ts";
import { utc } from "../../notice/values.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import type { StartRule } from "../../protocol/parts/people.ts";
import { earliestStart, rolesAwaited, standingSchedule, tellsOf, toldAt } from "../../rollback/schedule.ts";
import type { Obligation } from "../obligation.ts";
import type { IncidentState, ScheduleState } from "../state.ts";

/** What a scheduled rollback asks for: a time, everybody's agreement and the word ahead of it, and then the start itself (SM-4). */
export function scheduleOwed(
  state: IncidentState,
  pack: ProtocolPack,
  rule: StartRule,
  plan: string,
): Obligation[] {
  const schedule = standingSchedule(state);
  if (schedule === null) return [proposalOwed(state, pack, rule, plan)];
  const before = [...answersOwed(pack, rule, schedule), ...wordOwed(state, pack, rule, schedule)];
  if (before.length > 0) return before;
  const earliest = earliestStart(state, schedule, rule);
  const isLate = earliest !== null && earliest > schedule.startAt;
  return [
    {
      id: "rollback:start",
      title: `Start the rollback: ${pack.plans[schedule.plan]?.title ?? schedule.plan}`,
      why: `It is scheduled and agreed. It starts by a person, never by itself${isLate ? `, and not before ${utc(earliest)}, because the word went out late` : ""}.`,
      rule: rule.rule ?? null,
      owner: { role: rule.by[0] ?? pack.commander },
      dueAt: earliest,
      act: { kind: "start-rollback", plan: schedule.plan },
    },
  ];
}

const proposalOwed = (
  state: IncidentState,
  pack: ProtocolPack,
  rule: StartRule,
  plan: string,
): Obligation => ({
  id: "rollback:schedule",
  title: `${state.schedule === null ? "Schedule the rollback" : "Propose another time"}: ${pack.plans[plan]?.title ?? plan}`,
  why: `At least ${rule.ahead?.minutes ?? 0} minutes ahead, and with the agreement of all who are asked.`,
  rule: rule.rule ?? null,
  owner: { role: rule.by[0] ?? pack.commander },
  dueAt: null,
  act: { kind: "schedule-rollback", plan },
});

const answersOwed = (pack: ProtocolPack, rule: StartRule, schedule: ScheduleState): Obligation[] =>
  rolesAwaited(schedule, rule).map((role) => ({
    id: `consensus:${role}#${schedule.seq}`,
    title: "Agree to the scheduled rollback, or refuse it",
    why: `${pack.plans[schedule.plan]?.title ?? schedule.plan}: one refusal voids the schedule.`,
    rule: rule.rule ?? null,
    owner: { role },
    dueAt: schedule.startAt,
    act: { kind: "answer-consensus", role },
  }));

/** The notice has to be out so far ahead of the start. One that is under way waits for its receipts. */
function wordOwed(
  state: IncidentState,
  pack: ProtocolPack,
  rule: StartRule,
  schedule: ScheduleState,
): Obligation[] {
  if (rule.ahead === undefined || toldAt(state, schedule, rule) !== null) return [];
  const { notice, minutes } = rule.ahead;
  return [
    {
      id: `ahead:${notice}#${schedule.seq}`,
      title: pack.notices[notice]?.title ?? notice,
      why: `Everybody is told ${minutes} minutes ahead of the start.`,
      rule: rule.rule ?? null,
      owner: { role: pack.roles.communications === undefined ? pack.commander : "communications" },
      dueAt: minutesAfter(schedule.startAt, -minutes, state.clockFactor),
      act: noticeAct(notice, state, (sent) => tellsOf(sent, schedule, rule)),
    },
  ];
}

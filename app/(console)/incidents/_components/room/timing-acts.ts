import { CalendarClock, CircleCheckBig, Handshake, MessagesSquare } from "lucide-react";
import { startRules } from "#lib/domain/authority/start-rollback.ts";
import { planAsked } from "#lib/domain/rollback/offered.ts";
import { standingSchedule } from "#lib/domain/rollback/schedule.ts";
import type { Draft } from "./offered-act.ts";
import type { Room } from "./room-context.ts";

/** What a severity lets wait: a confirmation, a discussion, a time, and everybody's agreement to it. */
export function timing({ view, state, viewer, names }: Room): Draft[] {
  const trigger = view.pack.triggers[state.trigger];
  const [rule] = startRules(state, view.pack);
  const isScheduled = rule?.mode === "consensus-scheduled";
  const leads = viewer.commander || viewer.roles.includes(view.pack.commander);
  const schedule = standingSchedule(state);
  const confirm: Draft = {
    id: "confirm-trigger",
    title: "Confirm what was seen",
    icon: CircleCheckBig,
    act: { kind: "confirm-trigger" },
  };
  const conclude: Draft = {
    id: "conclude-discussion",
    title: "Conclude the discussion",
    icon: MessagesSquare,
    act: { kind: "conclude-discussion" },
    refusedBecause: leads ? undefined : `${names.role(view.pack.commander)} concludes it.`,
  };
  const propose: Draft = {
    id: "schedule-rollback",
    title: schedule === null ? "Schedule the rollback" : "Propose another time for the rollback",
    icon: CalendarClock,
    act: { kind: "schedule-rollback", plan: planAsked(state, view.pack) ?? "" },
    refusedBecause: rule?.by.some((role) => viewer.roles.includes(role))
      ? undefined
      : `${(rule?.by ?? []).map(names.role).join(" or ")} schedules it.`,
  };
  const answers = (rule?.consensus ?? [])
    .filter((role) => viewer.roles.includes(role))
    .map(
      (role): Draft => ({
        id: `consensus-${role}`,
        title: `Agree to the schedule or refuse it, as ${names.role(role)}`,
        icon: Handshake,
        act: { kind: "answer-consensus", role },
        refusedBecause: schedule === null ? "No schedule stands." : undefined,
      }),
    );
  return [
    ...(trigger?.confirms && state.confirmed === null && !isScheduled ? [confirm] : []),
    ...(trigger?.discussed && state.discussed === null && isScheduled ? [conclude] : []),
    ...(isScheduled ? [propose, ...answers] : []),
  ];
}

import { z } from "zod";
import { decideSchedule } from "#lib/domain/incident/decide/schedule.ts";
import { Instant, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const ScheduleRollback = z.object({
  plan: z.string().min(1),
  startAt: Instant,
  reason: Words.trim().min(3, "Say why this plan, and why then."),
});

export const scheduleRollback = incidentCommand({
  name: "schedule-rollback",
  input: ScheduleRollback,
  decide: ({ state, pack, input, circumstances }) => decideSchedule(state, pack, input, circumstances),
});

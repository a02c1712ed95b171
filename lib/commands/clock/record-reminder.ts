import { z } from "zod";
import { decideReminderTold } from "#lib/domain/clock/remind.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";
import { ClockAddress } from "./words.ts";

export const RecordReminder = z.object({
  ...ClockAddress,
  minutesBefore: z.number(),
  person: Id,
  outcome: z.enum(["accepted", "failed"]),
  receipt: Words,
});

/** The worker's: what the mail server said of a reminder to one person. */
export const recordReminder = incidentCommand({
  name: "record-reminder",
  input: RecordReminder,
  decide: ({ state, input, circumstances }) => decideReminderTold(state, input, circumstances),
});

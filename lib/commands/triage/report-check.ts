import { z } from "zod";
import { decideCheck } from "#lib/domain/incident/decide/check.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const ReportCheck = z.object({
  check: z.string().min(1),
  passed: z.boolean().nullable(),
  value: z.number().nullable(),
  command: Words.trim(),
  output: Words.trim().min(1, "Paste what was printed, or say what was read and where."),
});

export const reportCheck = incidentCommand({
  name: "report-check",
  input: ReportCheck,
  decide: ({ state, pack, input, circumstances }) => decideCheck(state, pack, input, circumstances),
});

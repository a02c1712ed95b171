import { z } from "zod";
import { decideReport } from "#lib/domain/checkpoint/decide/report.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { checkpointCommand } from "./checkpoint-command.ts";

export const ReportCriterion = z.object({
  criterion: z.string().min(1),
  passed: z.boolean(),
  value: z.string().trim().max(200).nullable(),
  command: Words.trim().min(3, "Say what was run, or where the proof is."),
  output: Words,
});

/** What a check, a run, evidence or a value came to, with the output that shows it. */
export const reportCriterion = checkpointCommand({
  name: "report-criterion",
  input: ReportCriterion,
  decide: ({ state, pack, input, circumstances }) => decideReport(state, pack, input, circumstances),
});

import { z } from "zod";
import { decideReport } from "#lib/domain/incident/decide/run.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const FileReport = z.object({ run: Id, body: Words.trim().min(3, "Report what you did and why.") });

export const fileReport = incidentCommand({
  name: "file-report",
  input: FileReport,
  decide: ({ state, input, circumstances }) => decideReport(state, input, circumstances),
});

import { decideCheck } from "#lib/domain/incident/decide/check.ts";
import { incidentCommand } from "../incident-command.ts";
import { ReportCheck } from "./report-check.ts";

/** The worker's: how a check came out that it ran itself, told apart for good from what somebody reported. */
export const recordCheckRun = incidentCommand({
  name: "record-check-run",
  input: ReportCheck,
  decide: ({ state, pack, input, circumstances }) =>
    decideCheck(state, pack, { ...input, source: "console" }, circumstances),
});

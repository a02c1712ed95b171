import { z } from "zod";
import { decideResumption } from "#lib/domain/clock/pause.ts";
import { incidentCommand } from "../incident-command.ts";
import { ClockAddress, Reason } from "./words.ts";

export const ResumeClock = z.object({ ...ClockAddress, reason: Reason });

/** Lets a paused clock run again; its deadline moves by the time that it stood still. */
export const resumeClock = incidentCommand({
  name: "resume-clock",
  input: ResumeClock,
  decide: ({ state, pack, input, circumstances }) => decideResumption(state, pack, input, circumstances),
});

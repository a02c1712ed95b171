import { z } from "zod";
import { decidePause } from "#lib/domain/clock/pause.ts";
import { incidentCommand } from "../incident-command.ts";
import { ClockAddress, Reason } from "./words.ts";

export const PauseClock = z.object({ ...ClockAddress, reason: Reason });

/** Stops a clock where the protocol lets it be stopped. */
export const pauseClock = incidentCommand({
  name: "pause-clock",
  input: PauseClock,
  decide: ({ state, pack, input, circumstances }) => decidePause(state, pack, input, circumstances),
});

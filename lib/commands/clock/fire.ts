import { z } from "zod";
import { asConsole } from "#lib/domain/authority/who.ts";
import { fireClock as decideFiring } from "#lib/domain/clock/fire.ts";
import { incidentCommand } from "../incident-command.ts";

export const FireClock = z.object({ clock: z.string(), occurrence: z.number().int().positive() });

/** The worker's: a due clock is looked at again under the lock; where it was met meanwhile, nothing happens. */
export const fireClock = incidentCommand({
  name: "fire-clock",
  input: FireClock,
  decide: ({ state, pack, input, circumstances }) => {
    const allowed = asConsole(circumstances.actor);
    return allowed.ok ? decideFiring(state, pack, input, circumstances) : allowed;
  },
});

import { z } from "zod";
import { decideObservation } from "#lib/domain/checkpoint/decide/ending.ts";
import { checkpointCommand } from "./checkpoint-command.ts";

export const ObserveBaseline = z.object({
  values: z.record(z.string(), z.string().trim().max(200, "expected at most 200 characters")),
});

/** What a person sees of the locked values now; one that is left empty was not looked at. */
export const observeBaseline = checkpointCommand({
  name: "observe-baseline",
  input: ObserveBaseline,
  decide: ({ state, pack, input, circumstances }) => {
    const values = Object.fromEntries(Object.entries(input.values).filter(([, value]) => value !== ""));
    return decideObservation(state, pack, { values, source: "person" }, circumstances);
  },
});

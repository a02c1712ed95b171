import { z } from "zod";
import { decideObservation } from "#lib/domain/checkpoint/decide/ending.ts";
import { Id } from "#lib/domain/incident/events/shapes.ts";
import { checkpointCommand } from "./checkpoint-command.ts";

const Seen = z.string().trim().max(200, "expected at most 200 characters");

export const ObserveBaseline = z.object({ values: z.record(z.string(), Seen) });

/** What a person sees of the locked values now; one that is left empty was not looked at. */
export const observeBaseline = checkpointCommand({
  name: "observe-baseline",
  input: ObserveBaseline,
  decide: ({ state, pack, input, circumstances }) => {
    const values = Object.fromEntries(Object.entries(input.values).filter(([, value]) => value !== ""));
    return decideObservation(state, pack, { values, source: "person" }, circumstances);
  },
});

export const ReadBaseline = z.object({
  values: z
    .record(z.string(), Seen.min(1, "expected a value, or null where it is gone").nullable())
    .refine((values) => Object.keys(values).length > 0, "expected at least one locked value"),
});

const Unread = z.record(z.string(), z.string().trim().min(1).max(300));

/** What the worker's probes read of the locked values, and what they could not. */
export const probeBaseline = checkpointCommand({
  name: "probe-baseline",
  input: z.object({ values: z.record(z.string(), Seen.min(1).nullable()), unread: Unread }),
  decide: ({ state, pack, input: { values, unread }, circumstances }) =>
    decideObservation(state, pack, { values, unread, source: "probe" }, circumstances),
});

/** What a pipeline reads of the locked values now, with the token by which it says so. */
export const readBaseline = checkpointCommand({
  name: "read-baseline",
  input: ReadBaseline.extend({ token: Id }),
  decide: ({ state, pack, input: { values, token }, circumstances }) => {
    const unknown = Object.keys(values).filter((name) => !Object.hasOwn(state.locked, name));
    return decideObservation(state, pack, { values, source: "pipeline", token, unknown }, circumstances);
  },
});

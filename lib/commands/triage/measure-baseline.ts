import { z } from "zod";
import { decideBaseline } from "#lib/domain/incident/decide/check.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const MeasureBaseline = z.object({
  check: z.string().min(1),
  value: z.number(),
  tolerancePercent: z.number().nonnegative(),
  source: Words.trim().min(3, "Say where it was read: a graph, a query, a report."),
});

export const measureBaseline = incidentCommand({
  name: "measure-baseline",
  input: MeasureBaseline,
  decide: ({ state, pack, input, circumstances }) => decideBaseline(state, pack, input, circumstances),
});

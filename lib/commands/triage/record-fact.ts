import { z } from "zod";
import { decideFact } from "#lib/domain/incident/decide/fact.ts";
import { FactValue } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const RecordFact = z.object({ fact: z.string().min(1), value: FactValue });

export const recordFact = incidentCommand({
  name: "record-fact",
  input: RecordFact,
  decide: ({ state, pack, input, circumstances }) => decideFact(state, pack, input, circumstances),
});

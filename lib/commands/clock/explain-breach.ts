import { z } from "zod";
import { decideExplanation } from "#lib/domain/clock/explain.ts";
import { incidentCommand } from "../incident-command.ts";
import { ClockAddress, Reason } from "./words.ts";

export const ExplainBreach = z.object({ ...ClockAddress, words: Reason });

/** Says why a deadline was missed, by who owed it or who leads. */
export const explainBreach = incidentCommand({
  name: "explain-breach",
  input: ExplainBreach,
  decide: ({ state, pack, input, circumstances }) => decideExplanation(state, pack, input, circumstances),
});

import { z } from "zod";
import { decideRuling } from "#lib/domain/incident/decide/run.ts";
import { Ruling } from "#lib/domain/incident/events/rollback.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const RuleOnStep = z.object({
  run: Id,
  step: z.string().min(1),
  attempt: z.number().int().positive(),
  ruling: Ruling,
  reason: Words.trim().min(3, "Say what you saw and why you choose this."),
});

export const ruleOnStep = incidentCommand({
  name: "rule-on-step",
  input: RuleOnStep,
  decide: ({ state, pack, input, circumstances }) => decideRuling(state, pack, input, circumstances),
});

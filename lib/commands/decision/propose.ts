import { z } from "zod";
import { decideProposal } from "#lib/domain/incident/decide/decision.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { newId } from "#lib/platform/ids.ts";
import { incidentCommand } from "../incident-command.ts";

export const ProposeDecision = z.object({
  gate: z.string().min(1),
  residualRisk: Words.trim().min(3, "Say what risk remains, or that none is known."),
});

export const proposeDecision = incidentCommand({
  name: "propose-decision",
  input: ProposeDecision,
  decide: ({ state, pack, input, circumstances }) =>
    decideProposal(state, pack, { ...input, decision: newId() }, circumstances),
});

import { z } from "zod";
import { decideEnrolment } from "#lib/domain/incident/decide/decision.ts";
import { incidentCommand } from "../incident-command.ts";

export const EnrolSigner = z.object({
  credentialId: z.string().min(1),
  publicKeyCose: z.string().min(1),
  algorithm: z.number().int(),
  label: z.string().max(120),
});

/** Names a person's key in the incident's log before it signs there; a key that is named already changes nothing. */
export const enrolSigner = incidentCommand({
  name: "enrol-signer",
  input: EnrolSigner,
  decide: ({ state, input, circumstances }) => decideEnrolment(state, input, circumstances),
});

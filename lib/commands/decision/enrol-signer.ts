import { decideEnrolment } from "#lib/domain/incident/decide/decision.ts";
import { incidentCommand } from "../incident-command.ts";
import { SignerKey } from "../signing/open.ts";

/** Names a person's key in the incident's log before it signs there; a key that is named already changes nothing. */
export const enrolSigner = incidentCommand({
  name: "enrol-signer",
  input: SignerKey,
  decide: ({ state, input, circumstances }) => decideEnrolment(state, input, circumstances),
});

import { decideSigner } from "#lib/domain/checkpoint/decide/enrolment.ts";
import { SignerKey } from "../signing/open.ts";
import { checkpointCommand } from "./checkpoint-command.ts";

/** Names a person's key in the checkpoint's log before it signs there; a key that is named already changes nothing. */
export const enrolKey = checkpointCommand({
  name: "enrol-signer",
  input: SignerKey,
  decide: ({ state, pack, input, circumstances }) => decideSigner(state, pack, input, circumstances),
});

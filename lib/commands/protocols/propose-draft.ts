import { checkPropose } from "#lib/domain/protocol/publishing.ts";
import { accept } from "#lib/domain/refusal.ts";
import { recordDraftAct } from "#lib/store/protocol-acts.ts";
import { markProposed } from "#lib/store/protocol-drafts.ts";
import { draftCommand } from "./draft-command.ts";

/** Its owner stands up for a draft and asks a second person to publish it. */
export const proposeDraft = draftCommand(
  "propose-protocol-draft",
  async ({ tx, draft, standing, person, now }) => {
    const checked = checkPropose(standing, person);
    if (!checked.ok) return checked;
    await markProposed(tx, draft.id, now);
    await recordDraftAct(tx, draft, "proposed", person.id);
    return accept({ version: draft.version });
  },
);

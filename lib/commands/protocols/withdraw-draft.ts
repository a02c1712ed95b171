import { checkWithdraw } from "#lib/domain/protocol/publishing.ts";
import { accept } from "#lib/domain/refusal.ts";
import { recordDraftAct } from "#lib/store/protocol-acts.ts";
import { markEnded } from "#lib/store/protocol-drafts.ts";
import { draftCommand } from "./draft-command.ts";

/** Takes a draft back. What was said of it stays in the record. */
export const withdrawDraft = draftCommand(
  "withdraw-protocol-draft",
  async ({ tx, draft, standing, person, now }) => {
    const checked = checkWithdraw(standing, person);
    if (!checked.ok) return checked;
    await markEnded(tx, draft.id, "withdrawn", now);
    await recordDraftAct(tx, draft, "withdrawn", person.id);
    return accept({ version: draft.version });
  },
);

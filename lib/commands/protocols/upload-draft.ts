import { z } from "zod";
import { checkVersion } from "#lib/domain/protocol/publishing.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { checkPackText, problemSentence } from "#lib/platform/pack-text/check.ts";
import { mostBytes } from "#lib/platform/pack-text/read.ts";
import { listVersions, packHash } from "#lib/store/packs.ts";
import { recordDraftAct } from "#lib/store/protocol-acts.ts";
import { createDraft, lockProtocol } from "#lib/store/protocol-drafts.ts";
import { whyNotAdministrator } from "../administrator.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";

export const UploadDraft = z.object({
  text: z.string("expected the file's text").max(mostBytes, `expected at most ${mostBytes} characters`),
});

/** Addresses of this console that a protocol of the same name would hide. */
const taken = ["drafts", "upload"];

/** Takes a pack's text as a draft. One that is not a pack is refused with everything that is wrong with it, and not kept. */
export async function uploadDraft(
  context: CommandContext,
  raw: z.input<typeof UploadDraft>,
): CommandResult<{ id: string }> {
  const parsed = readInput(UploadDraft, raw);
  if (!parsed.success) return invalid(parsed.error);
  return once(context, "upload-protocol-draft", async (tx) => {
    const refused = await whyNotAdministrator(tx, context, "uploads protocols");
    if (refused !== null) return refused;
    if (context.actor.kind !== "person") return refuse("unauthorised", null, "A draft is a person's.");
    const checked = checkPackText(new TextEncoder().encode(parsed.data.text));
    if (!checked.ok) {
      const blockers = checked.problems.map((problem) => ({ rule: null, message: problemSentence(problem) }));
      return refuse("invalid", null, "This is no pack that could be used. Nothing was kept.", blockers);
    }
    const { pack } = checked;
    if (taken.includes(pack.id)) return refuse("invalid", null, `A protocol cannot be named "${pack.id}".`);
    await lockProtocol(tx, pack.id);
    const version = checkVersion(
      { version: pack.version, hash: packHash(pack) },
      await listVersions(pack.id, tx),
    );
    if (!version.ok) return version;
    const draft = await createDraft(tx, pack, context.actor.id);
    await recordDraftAct(tx, draft, "drafted", context.actor.id);
    return accept({ id: draft.id });
  });
}

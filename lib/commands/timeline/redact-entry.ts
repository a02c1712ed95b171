import { z } from "zod";
import { decideRedaction } from "#lib/domain/incident/decide/timeline.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { holdsWords } from "#lib/domain/record/holds-words.ts";
import { forgetFile } from "#lib/store/evidence/forget.ts";
import { readEntries, readIncident } from "#lib/store/incident-log.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { incidentCommand } from "../incident-command.ts";

export const RedactEntry = z.object({
  redacts: z.number().int().positive(),
  reason: Words.trim().min(1, "Say why it is redacted."),
});

const redact = incidentCommand({
  name: "redact-entry",
  input: RedactEntry,
  decide: async ({ tx, state, input, circumstances }) => {
    const [entry] = await readEntries(state.reference, input.redacts - 1, 1, tx);
    return decideRedaction(state, { ...input, hasWords: holdsWords(entry?.text) }, circumstances);
  },
});

/** Drops an entry's words and, where it handed in a file, the file too: unless another entry that still has its words names it. */
export async function redactEntry(context: CommandContext, raw: Parameters<typeof redact>[1]): CommandResult {
  const outcome = await redact(context, raw);
  if (!outcome.ok) return outcome;
  // Only once the redaction stands, because a file cannot be brought back where it does not.
  const state = (await readIncident(raw.reference))?.state;
  const item = state?.evidence.find(({ seq }) => seq === raw.redacts);
  if (item !== undefined && item.media !== null) await withTransaction((tx) => forgetFile(tx, item.sha256));
  return outcome;
}

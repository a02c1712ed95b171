import { z } from "zod";
import { MediaType } from "#lib/domain/evidence/shapes.ts";
import { decideEvidence } from "#lib/domain/incident/decide/evidence.ts";
import { newId } from "#lib/platform/ids.ts";
import type { Arrived } from "#lib/store/evidence/receive.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { incidentCommand, type Reference } from "../incident-command.ts";
import { FileName } from "./file-name.ts";

export const HandInFile = z.object({
  requirement: z.string().min(1, "Say which requirement it is for."),
  summary: z
    .string("Say in a line what this proves.")
    .trim()
    .min(3, "Say in a line what this proves.")
    .max(2_000, "Expected at most 2,000 characters."),
  name: FileName,
  media: MediaType,
  isForPartyAlone: z.boolean().default(false),
});
export type FileSaid = z.input<typeof HandInFile> & { reference: z.input<typeof Reference> };

/** A file as evidence. It is kept before the entry that names it is committed, so no entry names what is not there. */
export function handInFile(context: CommandContext, said: FileSaid, file: Arrived): CommandResult {
  return incidentCommand({
    name: "hand-in-file",
    input: HandInFile,
    decide: async ({ tx, state, pack, input, circumstances }) => {
      const { sha256, bytes } = file;
      const decided = decideEvidence(
        state,
        pack,
        {
          ...{ ...input, body: "", evidence: newId(), source: "person", kind: "file" },
          ...{ sha256, bytes, exitCode: null },
        },
        circumstances,
      );
      if (decided.ok) await file.keep(tx);
      return decided;
    },
  })(context, said);
}

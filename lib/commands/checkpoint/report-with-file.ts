import type { z } from "zod";
import { decideReport } from "#lib/domain/checkpoint/decide/report.ts";
import { MediaType } from "#lib/domain/evidence/shapes.ts";
import { newId } from "#lib/platform/ids.ts";
import type { Arrived } from "#lib/store/evidence/receive.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { FileName } from "../evidence/file-name.ts";
import { checkpointCommand } from "./checkpoint-command.ts";
import { ReportCriterion } from "./report-criterion.ts";

export const ReportWithFile = ReportCriterion.extend({ name: FileName, media: MediaType });
type Said = z.input<typeof ReportWithFile> & { reference: string };

/** The same with a file beside the words; it is kept before the entry that names it is committed. */
export function reportWithFile(context: CommandContext, said: Said, file: Arrived): CommandResult {
  return checkpointCommand({
    name: "report-with-file",
    input: ReportWithFile,
    decide: async ({ tx, state, pack, input, circumstances }) => {
      const { name, media, ...reported } = input;
      const { sha256, bytes } = file;
      const named = { id: newId(), sha256, bytes, media, name };
      const decided = decideReport(state, pack, { ...reported, file: named }, circumstances);
      if (decided.ok) await file.keep(tx);
      return decided;
    },
  })(context, said);
}

import { z } from "zod";
import { decidePipeline } from "#lib/domain/checkpoint/decide/pipeline.ts";
import { newId } from "#lib/platform/ids.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { factsOfRun, type Ran, whyNotSo } from "../evidence/ran.ts";
import { checkpointCommand } from "./checkpoint-command.ts";

const ReportRun = z.object({ criterion: z.string() });

/** What a pipeline ran for a criterion or a required run, its failure too. */
export function reportRun(context: CommandContext, ran: Ran): CommandResult {
  const { said, file } = ran;
  return checkpointCommand({
    name: "report-run",
    input: ReportRun,
    decide: async ({ tx, state, pack, input: { criterion }, circumstances }) => {
      const wrong = whyNotSo(ran);
      if (wrong !== null) return wrong;
      const { sha256, bytes } = file;
      const decided = decidePipeline(
        state,
        pack,
        {
          ...factsOfRun(ran),
          ...{ criterion, exitCode: said.exitCode },
          file: { id: newId(), sha256, bytes, media: said.media },
        },
        circumstances,
      );
      if (decided.ok) await file.keep(tx);
      return decided;
    },
  })(context, { reference: said.for, criterion: said.criterion ?? "" });
}

import { z } from "zod";
import { decidePipeline, mayRunFor } from "#lib/domain/checkpoint/decide/pipeline.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { newId } from "#lib/platform/ids.ts";
import { readCheckpoint } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash } from "#lib/store/checkpoint-packs.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { factsOfRun, type Ran, whyNotSo } from "../evidence/ran.ts";
import { checkpointCircumstances, checkpointCommand } from "./checkpoint-command.ts";

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

/** Whether a run would be taken from this person now: asked before its output is read, and again by the command. */
export function mayReportNow(
  context: CommandContext,
  { reference, criterion }: { reference: string; criterion: string },
): Promise<Outcome<null>> {
  return withTransaction(async (tx) => {
    const state = await readCheckpoint(reference, tx);
    if (state === null) return refuse("invalid", null, `There is no checkpoint ${reference}.`);
    const pack = await checkpointPackByHash(state.pack.hash, tx);
    const circumstances = await checkpointCircumstances(tx, context.actor, state.service.id);
    const allowed = mayRunFor(state, pack, criterion, circumstances);
    return allowed.ok ? accept(null) : allowed;
  });
}

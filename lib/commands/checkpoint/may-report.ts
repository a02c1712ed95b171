import { mayRunFor } from "#lib/domain/checkpoint/decide/pipeline.ts";
import { mayReport } from "#lib/domain/checkpoint/decide/report.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { readCheckpoint } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash } from "#lib/store/checkpoint-packs.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import type { CommandContext } from "../context.ts";
import { checkpointCircumstances } from "./checkpoint-command.ts";

type Asked = { reference: string; criterion: string };

/** Whether it would be taken from this person now: asked before a file is read, and again by the command. */
const askedOf =
  (rule: typeof mayReport) =>
  ({ actor }: Pick<CommandContext, "actor">, { reference, criterion }: Asked): Promise<Outcome<null>> =>
    withTransaction(async (tx) => {
      const state = await readCheckpoint(reference, tx);
      if (state === null) return refuse("invalid", null, `There is no checkpoint ${reference}.`);
      const pack = await checkpointPackByHash(state.pack.hash, tx);
      const circumstances = await checkpointCircumstances(tx, actor, state.service.id);
      const allowed = rule(state, pack, criterion, circumstances);
      return allowed.ok ? accept(null) : allowed;
    });

export const mayReportNow = askedOf(mayReport);
export const mayRunNow = askedOf(mayRunFor);

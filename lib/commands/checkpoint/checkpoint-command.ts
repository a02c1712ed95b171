import { z } from "zod";
import type { CheckpointCircumstances, CheckpointDecided } from "#lib/domain/checkpoint/decide/who.ts";
import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import type { CheckpointState } from "#lib/domain/checkpoint/state.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { appendCheckpointEvents, lockCheckpoint } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash } from "#lib/store/checkpoint-packs.ts";
import { checkpointSurroundings } from "#lib/store/checkpoints.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import { circumstancesOf } from "../circumstances.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { enqueueAnchoring } from "../enqueue.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";

export const CheckpointReference = z
  .string()
  .regex(/^CHK-\d{4}-\d{4,}$/, "expected a reference such as CHK-2026-0001");

export type CheckpointLoaded<I> = {
  state: CheckpointState;
  pack: CheckpointPack;
  input: I;
  circumstances: CheckpointCircumstances & { now: string };
};

type Verb<S extends z.ZodType> = {
  name: string;
  input: S;
  decide: (loaded: CheckpointLoaded<z.output<S>>) => CheckpointDecided | Promise<CheckpointDecided>;
};

/** Who asks, when, and what is open on the service, read inside the transaction. */
export async function checkpointCircumstances(tx: Transaction, context: CommandContext, serviceId: string) {
  const around = await checkpointSurroundings(serviceId, tx);
  const { now, actor, digest } = await circumstancesOf(tx, context.actor, { reference: "", services: [] });
  return { now, actor, digest, around };
}

/** The order of every verb on a checkpoint: parse, transaction, lock and load, decide, append and project. */
export function checkpointCommand<S extends z.ZodObject>(verb: Verb<S>) {
  const schema = verb.input.extend({ reference: CheckpointReference });
  return async (context: CommandContext, raw: z.input<S> & { reference: string }): CommandResult => {
    const parsed = schema.safeParse(raw);
    if (!parsed.success) return invalid(parsed.error);
    // A rule gets its verb's own input only, because what it does not know must not reach the log.
    const { reference, ...rest } = parsed.data as { reference: string };
    return once(context, `${verb.name} ${reference}`, async (tx) => {
      const before = await lockCheckpoint(tx, reference);
      if (before === null) return refuse("invalid", null, `There is no checkpoint ${reference}.`);
      const pack = await checkpointPackByHash(before.pack.hash, tx);
      const circumstances = await checkpointCircumstances(tx, context, before.service.id);
      const decided = await verb.decide({ state: before, pack, input: rest as z.output<S>, circumstances });
      if (!decided.ok) return decided;
      if (decided.value.length === 0) return accept({ reference, seq: before.seq });
      const events = decided.value;
      const { now } = circumstances;
      const append = { reference, before, events, actor: context.actor, now };
      const { seq } = await appendCheckpointEvents(tx, append);
      await enqueueAnchoring(tx, reference, events);
      return accept({ reference, seq });
    });
  };
}

import { z } from "zod";
import type { CheckpointCircumstances, CheckpointDecided } from "#lib/domain/checkpoint/decide/who.ts";
import type { NewCheckpointEvent } from "#lib/domain/checkpoint/events.ts";
import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import { withSealing } from "#lib/domain/checkpoint/sealing.ts";
import type { CheckpointState } from "#lib/domain/checkpoint/state.ts";
import type { Actor } from "#lib/domain/incident/events/index.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { checkpointStream } from "#lib/domain/record/streams.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { appendCheckpointEvents, lockCheckpoint } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash } from "#lib/store/checkpoint-packs.ts";
import { checkpointSurroundings } from "#lib/store/checkpoints.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import { circumstancesOf } from "../circumstances.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { enqueueSealing } from "../enqueue.ts";
import { invalid } from "../incident-command.ts";
import { withNames } from "../names.ts";
import { once } from "../once.ts";
import { tellSides } from "./tell-sides.ts";

export const CheckpointReference = z
  .string()
  .regex(/^CHK-\d{4}-\d{4,}$/, "expected a reference such as CHK-2026-0001");

/** What a verb's rule gets: the state under its lock, the pinned pack, the parsed input, what was prepared. */
export type CheckpointLoaded<I, P = null> = {
  tx: Transaction;
  state: CheckpointState;
  pack: CheckpointPack;
  input: I;
  circumstances: CheckpointCircumstances;
  prepared: P;
};

type Verb<S extends z.ZodType, P> = {
  name: string;
  input: S;
  /** What is slow and needs no state, such as checking a password: done before the lock. */
  prepare?: (asked: { context: CommandContext; input: z.output<S> }) => Promise<Outcome<P>>;
  decide: (loaded: CheckpointLoaded<z.output<S>, P>) => CheckpointDecided | Promise<CheckpointDecided>;
};

/** Who asks, when, and what is open on the service, read inside the transaction. */
export async function checkpointCircumstances(
  tx: Transaction,
  actor: Actor,
  serviceId: string,
): Promise<CheckpointCircumstances> {
  const around = await checkpointSurroundings(serviceId, tx);
  const {
    actor: acting,
    digest,
    canonical,
  } = await circumstancesOf(tx, actor, {
    reference: "",
    services: [],
  });
  return { actor: acting, digest, canonical, around };
}

/** The order of every verb on a checkpoint: parse, transaction, prepare, lock and load, decide, append and project. */
export function checkpointCommand<S extends z.ZodObject, P = null>(verb: Verb<S, P>) {
  const schema = verb.input.extend({ reference: CheckpointReference });
  return async (context: CommandContext, raw: z.input<S> & { reference: string }): CommandResult => {
    const parsed = readInput(schema, raw);
    if (!parsed.success) return invalid(parsed.error);
    // A rule gets its verb's own input only, because what it does not know must not reach the log.
    const { reference, ...rest } = parsed.data as { reference: string };
    const input = rest as z.output<S>;
    return once(context, `${verb.name} ${reference}`, async (tx) => {
      const made = (await verb.prepare?.({ context, input })) ?? accept(null as P);
      if (!made.ok) return made;
      const state = await lockCheckpoint(tx, reference);
      if (state === null) return refuse("invalid", null, `There is no checkpoint ${reference}.`);
      const pack = await checkpointPackByHash(state.pack.hash, tx);
      // Asked under the lock, because an incident may be declared while it is waited for.
      const circumstances = await checkpointCircumstances(tx, context.actor, state.service.id);
      const loaded = { tx, state, pack, input, circumstances, prepared: made.value };
      const decided = await verb.decide(loaded);
      if (!decided.ok) return withNames(tx, decided);
      const { seq } = await recordOn(tx, state, pack, decided.value, { circumstances, actor: context.actor });
      return accept({ reference, seq });
    });
  };
}

type By = { circumstances: CheckpointCircumstances; actor: Actor };

/** Records what was decided on a locked checkpoint, with the signatures that it voids and the questions that it seals. */
export async function recordOn(
  tx: Transaction,
  before: CheckpointState,
  pack: CheckpointPack,
  decided: NewCheckpointEvent[],
  { circumstances, actor }: By,
): Promise<CheckpointState> {
  const events = withSealing(before, decided, pack, circumstances);
  if (events.length === 0) return before;
  const { around } = circumstances;
  const { reference } = before;
  const after = await appendCheckpointEvents(tx, { reference, before, events, actor, now: around.now });
  await enqueueSealing(tx, { reference, stream: checkpointStream(reference) }, events);
  await tellSides(tx, { before, after, pack, events, around });
  return after;
}

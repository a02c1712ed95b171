import { z } from "zod";
import { noPartIn } from "#lib/domain/authority/who.ts";
import type { Circumstances, Decided } from "#lib/domain/incident/circumstances.ts";
import { withConsequences } from "#lib/domain/incident/consequences.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { referencePattern } from "#lib/domain/record/streams.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { openCommand } from "#lib/store/command-opening.ts";
import { appendEvents, type ReadIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { findReceipt, saveReceipt } from "#lib/store/receipts.ts";
import { type Transaction, withTransaction } from "#lib/store/transaction.ts";
import { enqueueCalls } from "./calling/enqueue-call.ts";
import { circumstancesIn } from "./circumstances.ts";
import type { CommandContext, CommandResult, Recorded } from "./context.ts";
import { enqueueFiling } from "./decision/enqueue-filing.ts";
import { tellApprovers } from "./decision/tell-approvers.ts";
import { enqueueConsequences } from "./enqueue.ts";
import { tellInbox } from "./inbox/tell-inbox.ts";
import { withNames } from "./names.ts";
import { answerAgain } from "./once.ts";
import { rememberWhatRuns } from "./rollback/remember-what-runs.ts";

/** What a verb's rule gets: the state under its lock, the pinned pack, the parsed input, what was prepared. */
export type Loaded<I, P = null> = {
  tx: Transaction;
  state: IncidentState;
  pack: ProtocolPack;
  input: I;
  circumstances: Circumstances;
  prepared: P;
};

type Verb<S extends z.ZodType, P> = {
  name: string;
  input: S;
  /** What is slow and needs no state, such as checking a password: done once for a key and before the lock. */
  prepare?: (asked: { context: CommandContext; input: z.output<S> }) => Promise<Outcome<P>>;
  decide: (loaded: Loaded<z.output<S>, P>) => Decided | Promise<Decided>;
};

export const Reference = z.string().regex(referencePattern, "expected a reference such as INC-2026-0042");

/**
 * The order of every command, which never varies: parse, transaction, prepare, lock and load, authorize and decide,
 * append and project, enqueue. Appending comes last, so the head's lock is held for the shortest time.
 */
export function incidentCommand<S extends z.ZodObject, P = null>(verb: Verb<S, P>) {
  const schema = verb.input.extend({ reference: Reference });
  return async (context: CommandContext, raw: z.input<S> & { reference: string }): CommandResult => {
    const parsed = readInput(schema, raw);
    if (!parsed.success) return invalid(parsed.error);
    // A rule gets its verb's own input only, because what it does not know must not reach the log.
    const { reference, ...input } = parsed.data as { reference: string };
    return runVerb(verb, { context, reference, input: input as z.output<S> });
  };
}

export function invalid(error: Pick<z.ZodError, "issues">): Outcome<never> {
  const blockers = error.issues.map(({ path, message }) => ({ rule: null, message, field: path.join(".") }));
  return refuse("invalid", null, "Something in the request is not as expected.", blockers);
}

type Asked<I> = { context: CommandContext; reference: string; input: I };

/** Once for a key, as `once` does it, but for the journeys: the key and the incident are asked for together. */
function runVerb<S extends z.ZodType, P>(
  verb: Verb<S, P>,
  { context, reference, input }: Asked<z.output<S>>,
): CommandResult {
  const { actor, idempotencyKey: key } = context;
  const command = `${verb.name} ${reference}`;
  return withTransaction(async (tx) => {
    let prepared = null as P;
    if (verb.prepare !== undefined) {
      const earlier = await findReceipt(tx, actor.id, key);
      if (earlier !== null) return answerAgain(earlier, command);
      const made = await verb.prepare({ context, input });
      if (!made.ok) return made;
      prepared = made.value;
    }
    const person = actor.kind === "person" ? actor.id : null;
    const opening = await openCommand(tx, { actorId: actor.id, key, reference, person });
    if (opening.receipt !== null) return answerAgain(opening.receipt, command);
    const { incident, surroundings } = opening;
    if (incident === null || surroundings === null) return refuse("unauthorised", null, noPartIn(reference));
    const { state } = incident;
    const pack = await packByHash(state.pack.hash, tx);
    const circumstances = await circumstancesIn(tx, actor, surroundings, state.services);
    const decided = await verb.decide({ tx, state, pack, input, circumstances, prepared });
    if (!decided.ok) return withNames(tx, decided, reference);
    const outcome = await append(tx, context, incident, decided, pack, circumstances);
    if (outcome.ok) await saveReceipt(tx, { actorId: actor.id, key, command, result: outcome });
    return outcome;
  });
}

/** Records what was decided on a locked incident, with all that the protocol makes of it. */
export async function append(
  tx: Transaction,
  context: CommandContext,
  incident: ReadIncident,
  decided: Decided & { ok: true },
  pack: ProtocolPack,
  circumstances: Circumstances,
): Promise<Outcome<Recorded>> {
  const { reference, incidentId, state } = incident;
  const events = withConsequences(state, decided.value, pack, circumstances);
  if (events.length === 0) return accept({ reference, seq: state.seq });
  const appended = await appendEvents(tx, {
    reference,
    incidentId,
    before: state,
    events,
    actor: context.actor,
    now: circumstances.now,
    pack,
  });
  await rememberWhatRuns(tx, appended, pack);
  await enqueueConsequences(tx, reference, appended.events);
  await enqueueCalls(tx, appended.state, appended.events, pack);
  await enqueueFiling(tx, appended.state, appended.events, pack);
  await tellInbox(tx, reference, appended.events, pack);
  await tellApprovers(tx, appended.state, appended.events, pack);
  return accept({ reference, seq: appended.state.seq });
}

import { z } from "zod";
import { noPartIn } from "#lib/domain/authority/who.ts";
import type { Circumstances, Decided } from "#lib/domain/incident/circumstances.ts";
import { withConsequences } from "#lib/domain/incident/consequences.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { appendEvents, lockIncident, type ReadIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import { enqueueCalls } from "./calling/enqueue-call.ts";
import { circumstancesOf } from "./circumstances.ts";
import type { CommandContext, CommandResult, Recorded } from "./context.ts";
import { enqueueConsequences } from "./enqueue.ts";
import { tellInbox } from "./inbox/tell-inbox.ts";
import { withNames } from "./names.ts";
import { once } from "./once.ts";
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

export const Reference = z
  .string()
  .regex(/^[A-Z]{2,5}-\d{4}-\d{4,}$/, "expected a reference such as INC-2026-0042");

/**
 * The order of every command, which never varies: parse, transaction, prepare, lock and load, authorize and decide,
 * append and project, enqueue. Appending comes last, so the head's lock is held for the shortest time.
 */
export function incidentCommand<S extends z.ZodObject, P = null>(verb: Verb<S, P>) {
  const schema = verb.input.extend({ reference: Reference });
  return async (context: CommandContext, raw: z.input<S> & { reference: string }): CommandResult => {
    const parsed = schema.safeParse(raw);
    if (!parsed.success) return invalid(parsed.error);
    // A rule gets its verb's own input only, because what it does not know must not reach the log.
    const { reference, ...input } = parsed.data as { reference: string };
    return once(context, `${verb.name} ${reference}`, async (tx) => {
      const request = { context, input: input as z.output<S> };
      const prepared = verb.prepare === undefined ? accept(null as P) : await verb.prepare(request);
      return prepared.ok ? runVerb(tx, verb, { ...request, reference, prepared: prepared.value }) : prepared;
    });
  };
}

export function invalid(error: z.ZodError): Outcome<never> {
  const blockers = error.issues.map(({ path, message }) => ({ rule: null, message, field: path.join(".") }));
  return refuse("invalid", null, "Something in the request is not as expected.", blockers);
}

type Asked<I, P> = { context: CommandContext; reference: string; input: I; prepared: P };

async function runVerb<S extends z.ZodType, P>(
  tx: Transaction,
  verb: Verb<S, P>,
  { context, reference, input, prepared }: Asked<z.output<S>, P>,
): Promise<Outcome<Recorded>> {
  const incident = await lockIncident(tx, reference);
  if (incident === null) return refuse("unauthorised", null, noPartIn(reference));
  const { state } = incident;
  const pack = await packByHash(state.pack.hash, tx);
  const circumstances = await circumstancesOf(tx, context.actor, { reference, services: state.services });
  const decided = await verb.decide({ tx, state, pack, input, circumstances, prepared });
  if (!decided.ok) return withNames(tx, decided, reference);
  return append(tx, context, incident, decided, pack, circumstances);
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
  await rememberWhatRuns(tx, appended);
  await enqueueConsequences(tx, reference, appended.events);
  await enqueueCalls(tx, appended.state, appended.events, pack);
  await tellInbox(tx, reference, appended.events, pack);
  return accept({ reference, seq: appended.state.seq });
}

import type { Actor, NewEvent } from "#lib/domain/incident/events/index.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { serviceV3Rollback } from "#lib/protocols/service-v3-rollback.ts";
import { type Appended, appendEvents, createIncident, lockIncident } from "../incident-log.ts";
import { databaseNow, type Transaction, withTransaction } from "../transaction.ts";
import { actorOf, declaration } from "./event-sequences.ts";

function parsed(): ProtocolPack {
  const result = parsePack(serviceV3Rollback);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.pack;
}
export const pack = parsed();

/** Declares an incident and gives its reference. */
export const declareOne = (words = "The envelope is wrong"): Promise<string> =>
  withTransaction(async (tx) => {
    const now = await databaseNow(tx);
    const address = await createIncident(tx, { prefix: "INC", now });
    const events = [declaration(address.reference, { words, now, clock: "" })];
    await appendEvents(tx, { ...address, before: null, events, actor: actorOf(1), now, pack });
    return address.reference;
  });

/** Appends events to an incident inside a transaction, as a command does. */
export async function appendTo(
  tx: Transaction,
  reference: string,
  events: NewEvent[],
  actor: Actor = actorOf(1),
): Promise<Appended> {
  const incident = await lockIncident(tx, reference);
  if (incident === null) throw new Error(`there is no incident ${reference}`);
  const now = await databaseNow(tx);
  return appendEvents(tx, { ...incident, before: incident.state, events, actor, now, pack });
}

export const append = (reference: string, ...events: NewEvent[]): Promise<Appended> =>
  withTransaction((tx) => appendTo(tx, reference, events));

export const note = (body: string): NewEvent => ({
  type: "NoteAdded",
  facts: { kind: "note" },
  text: { body },
});

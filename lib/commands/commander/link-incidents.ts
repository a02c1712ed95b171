import { z } from "zod";
import { decideLink, decideLinkedFrom, type Link, noSuchIncident } from "#lib/domain/incident/decide/link.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { readInput } from "#lib/domain/read-input.ts";
import type { Outcome } from "#lib/domain/refusal.ts";
import { lockIncident, type ReadIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import { circumstancesOf } from "../circumstances.ts";
import type { CommandContext, CommandResult, Recorded } from "../context.ts";
import { append, invalid, Reference } from "../incident-command.ts";
import { withNames } from "../names.ts";
import { once } from "../once.ts";

export const LinkIncidents = z.object({
  other: Reference,
  relation: z.enum(["related", "duplicate-of", "caused-by"]),
  reason: Words.trim().min(1, "Say what joins them."),
});
const Input = LinkIncidents.extend({ reference: Reference });

/** Records a link in both logs at once; a duplicate is closed with a pointer to the incident that goes on. */
export async function linkIncidents(
  context: CommandContext,
  raw: z.input<typeof LinkIncidents> & { reference: string },
): CommandResult {
  const parsed = readInput(Input, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { reference, ...link } = parsed.data;
  return once(context, `link-incidents ${reference}`, (tx) => run(tx, context, reference, link));
}

async function run(
  tx: Transaction,
  context: CommandContext,
  reference: string,
  link: Link,
): Promise<Outcome<Recorded>> {
  const locked = await lockBoth(tx, reference, link.other);
  const incident = locked.get(reference);
  const other = locked.get(link.other);
  if (incident === undefined) return noSuchIncident(reference);
  const here = await surroundings(tx, context, incident);
  const decided = decideLink(incident.state, here.pack, link, here.circumstances);
  if (!decided.ok) return withNames(tx, decided, reference);
  if (other === undefined) return noSuchIncident(link.other);
  const there = await surroundings(tx, context, other);
  const answered = decideLinkedFrom(other.state, reference, link, there.circumstances);
  if (!answered.ok) return withNames(tx, answered, link.other);
  await append(tx, context, other, answered, there.pack, there.circumstances);
  return append(tx, context, incident, decided, here.pack, here.circumstances);
}

/** By reference, so that two people who link the same two from either side wait for each other instead of for ever. */
async function lockBoth(tx: Transaction, one: string, other: string): Promise<Map<string, ReadIncident>> {
  const locked = new Map<string, ReadIncident>();
  for (const reference of [...new Set([one, other])].sort()) {
    const incident = await lockIncident(tx, reference);
    if (incident !== null) locked.set(reference, incident);
  }
  return locked;
}

async function surroundings(tx: Transaction, { actor }: CommandContext, { reference, state }: ReadIncident) {
  const [pack, circumstances] = [
    await packByHash(state.pack.hash, tx),
    await circumstancesOf(tx, actor, { reference, services: state.services }),
  ];
  return { pack, circumstances };
}

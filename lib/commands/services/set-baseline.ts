import { z } from "zod";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, type Blocker, refuse } from "#lib/domain/refusal.ts";
import { openIncidentsNaming } from "#lib/store/incidents-on.ts";
import { updateBaseline, type Values } from "#lib/store/services.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import { whyNotAdministrator } from "../administrator.ts";
import { watchBaseline } from "../checkpoint/watch-baseline.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";
import { heldService } from "./held-service.ts";
import { BaselineValues } from "./values.ts";

export const SetBaseline = z.object({
  key: z.string().min(1).max(80),
  environment: z.string().min(1).max(80),
  baseline: BaselineValues,
  /** The values that the person saw: what somebody else approved meanwhile is not overwritten. */
  seen: z.record(z.string(), z.string()),
});

/**
 * Records newly approved values to go back to. Refused while an open incident names the service there: its room
 * compares with the baseline that was locked when it was declared, and two baselines at once would mislead it.
 */
export async function setBaseline(
  context: CommandContext,
  raw: z.input<typeof SetBaseline>,
): CommandResult<{ key: string }> {
  const parsed = readInput(SetBaseline, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { key, environment, baseline, seen } = parsed.data;
  return once(context, "set-baseline", async (tx) => {
    const refused = await whyNotAdministrator(tx, context, "approves a baseline");
    if (refused !== null) return refused;
    const service = await heldService(tx, key);
    const place = service?.environments.find(({ name }) => name === environment);
    if (service === null || place === undefined)
      return refuse("invalid", null, `There is no environment "${environment}" of a service "${key}".`);
    const blockers = await openOn(tx, service.id, environment);
    if (blockers.length > 0)
      return refuse("conflict", null, `The baseline of ${service.name} is locked.`, blockers);
    if (!areSame(place.baseline, seen))
      return refuse("stale", null, "Somebody else changed this baseline meanwhile. Load the page again.");
    await updateBaseline(tx, { serviceId: service.id, environment }, baseline);
    await watchBaseline(tx, { serviceId: service.id, environment }, baseline);
    return accept({ key });
  });
}

async function openOn(tx: Transaction, serviceId: string, environment: string): Promise<Blocker[]> {
  const open = await openIncidentsNaming(serviceId, tx);
  return open
    .filter((incident) => incident.environment === environment)
    .map(({ reference }) => ({
      rule: null,
      message: `${reference} is open on it; its baseline can change once that is closed.`,
    }));
}

const areSame = (left: Values, right: Values) =>
  Object.keys(left).length === Object.keys(right).length &&
  Object.entries(left).every(([name, value]) => right[name] === value);

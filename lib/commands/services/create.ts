import { z } from "zod";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { findPerson } from "#lib/store/people.ts";
import { findServiceByKey, createService as insertService } from "#lib/store/services.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";
import { BaselineValues } from "./values.ts";

const Key = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "expected lower-case words joined by hyphens");

export const CreateService = z.object({
  key: Key,
  name: z.string().trim().min(1, "expected a name").max(120),
  publicName: z.string().trim().min(1).max(120).nullable().default(null),
  ownerRole: Key,
  environments: z
    .array(z.object({ name: Key, baseline: BaselineValues, current: BaselineValues }))
    .min(1, "expected at least one environment"),
});

/** Registers a service with its environments and the approved values that a rollback goes back to. */
export async function createService(
  context: CommandContext,
  raw: z.input<typeof CreateService>,
): CommandResult<{ id: string }> {
  const parsed = readInput(CreateService, raw);
  if (!parsed.success) return invalid(parsed.error);
  return once(context, "create-service", async (tx) => {
    const asker = context.actor.kind === "person" ? await findPerson(context.actor.id, tx) : null;
    if (context.actor.kind === "person" && asker?.isAdministrator !== true)
      return refuse("unauthorised", null, "Only an administrator registers services.");
    if ((await findServiceByKey(parsed.data.key, tx)) !== null)
      return refuse("conflict", null, `There is a service "${parsed.data.key}" already.`);
    const { id } = await insertService(tx, parsed.data);
    return accept({ id });
  });
}

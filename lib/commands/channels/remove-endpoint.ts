import { z } from "zod";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { findEndpoint, removeEndpoint as storeRemoval } from "#lib/store/endpoints.ts";
import { whyNotAdministrator } from "../administrator.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";

export const RemoveEndpoint = z.object({ id: z.uuid() });

/** Takes away an endpoint that is off, and its secret with it. What it was sent stays on the record. */
export async function removeEndpoint(
  context: CommandContext,
  raw: z.input<typeof RemoveEndpoint>,
): CommandResult<{ title: string }> {
  const parsed = readInput(RemoveEndpoint, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { id } = parsed.data;
  return once(context, "remove-endpoint", async (tx) => {
    const refused = await whyNotAdministrator(tx, context, "removes channels");
    if (refused !== null) return refused;
    const endpoint = await findEndpoint(id, tx);
    if (endpoint === null) return refuse("stale", null, "This channel is no longer there.");
    if (!(await storeRemoval(tx, id)))
      return refuse("invalid", null, `${endpoint.title} is on. Turn it off before you remove it.`);
    return accept({ title: endpoint.title });
  });
}

import { z } from "zod";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { findEndpoint, setEndpointActive as storeActive } from "#lib/store/endpoints.ts";
import { whyNotAdministrator } from "../administrator.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";

export const SetEndpointActive = z.object({ id: z.uuid(), isActive: z.boolean() });

/** Turns an endpoint off or on. While it is off no notice is addressed to it, and one under way is given up. */
export async function setEndpointActive(
  context: CommandContext,
  raw: z.input<typeof SetEndpointActive>,
): CommandResult<{ title: string }> {
  const parsed = readInput(SetEndpointActive, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { id, isActive } = parsed.data;
  return once(context, "set-endpoint-active", async (tx) => {
    const refused = await whyNotAdministrator(tx, context, "turns channels off and on");
    if (refused !== null) return refused;
    const endpoint = await findEndpoint(id, tx);
    if (endpoint === null) return refuse("stale", null, "This endpoint is no longer there.");
    await storeActive(tx, id, isActive);
    return accept({ title: endpoint.title });
  });
}

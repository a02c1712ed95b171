import { z } from "zod";
import { Instant } from "#lib/domain/incident/events/shapes.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { accept } from "#lib/domain/refusal.ts";
import { markRead } from "#lib/store/inbox.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";

export const ReadInbox = z.object({ until: Instant });

/** Marks one's own messages as read, those that were shown. */
export async function readInboxUntil(
  context: CommandContext,
  raw: z.input<typeof ReadInbox>,
): CommandResult<{ read: number }> {
  const parsed = readInput(ReadInbox, raw);
  if (!parsed.success) return invalid(parsed.error);
  return once(context, "read-inbox", async (tx) =>
    accept({ read: await markRead(tx, context.actor.id, parsed.data.until) }),
  );
}

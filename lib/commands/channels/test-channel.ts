import { z } from "zod";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { findEndpoint } from "#lib/store/endpoints.ts";
import { enqueue } from "#lib/store/jobs.ts";
import { listPersonChannels } from "#lib/store/person-channels.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import { whyNotAdministrator } from "../administrator.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import type { Tasks } from "../enqueue.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";

/** `mail`, an endpoint's id, or the id of one's own channel. */
export const TestChannel = z.object({ channel: z.union([z.literal("mail"), z.uuid()]) });

/** Has the worker send a test that names its sender: mail to the asker, an endpoint by an administrator, a chat by whose it is. */
export async function testChannel(
  context: CommandContext,
  raw: z.input<typeof TestChannel>,
): CommandResult<{ channel: string }> {
  const parsed = readInput(TestChannel, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { channel } = parsed.data;
  return once(context, "test-channel", async (tx): Promise<Outcome<{ channel: string }>> => {
    const refused = await whyNot(tx, context, channel);
    if (refused !== null) return refused;
    const payload: Tasks["test-channel"] = { channel, person: context.actor.id, key: context.idempotencyKey };
    // One at a time: who presses again before it left has the same one sent.
    const jobKey = `test-channel:${channel}:${context.actor.id}`;
    await enqueue(tx, { task: "test-channel", payload, jobKey, maxAttempts: 1 });
    return accept({ channel });
  });
}

async function whyNot(tx: Transaction, context: CommandContext, channel: string) {
  if (channel === "mail") return null;
  const own = await listPersonChannels([context.actor.id], tx);
  if (own.some(({ id }) => id === channel)) return null;
  const refused = await whyNotAdministrator(tx, context, "tests the channels of an audience");
  if (refused !== null) return refused;
  const endpoint = await findEndpoint(channel, tx);
  return endpoint === null ? refuse("stale", null, "This channel is no longer there.") : null;
}

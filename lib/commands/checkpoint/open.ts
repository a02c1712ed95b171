import { z } from "zod";
import { decideOpening } from "#lib/domain/checkpoint/decide/open.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { appendCheckpointEvents, createCheckpoint } from "#lib/store/checkpoint-log.ts";
import { listCheckpointPacks } from "#lib/store/checkpoint-packs.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";
import { heldService } from "../services/held-service.ts";
import { checkpointCircumstances } from "./checkpoint-command.ts";

export const OpenCheckpoint = z.object({
  packId: z.string().min(1, "Choose a checkpoint."),
  service: z.string().min(1, "Choose a service."),
  environment: z.string().min(1, "Choose an environment."),
  title: Words.trim().min(3, "Say in a few words what it is about."),
  values: z.record(z.string(), z.string().trim().max(200, "expected at most 200 characters")),
});

/** Opens a checkpoint on a service, with its baseline locked as the approved one says. */
export async function openCheckpoint(
  context: CommandContext,
  raw: z.input<typeof OpenCheckpoint>,
): CommandResult {
  const parsed = readInput(OpenCheckpoint, raw);
  if (!parsed.success) return invalid(parsed.error);
  return once(context, "open-checkpoint", (tx) => open(tx, context, parsed.data));
}

async function open(tx: Transaction, context: CommandContext, input: z.output<typeof OpenCheckpoint>) {
  const pinned = (await listCheckpointPacks(tx)).find(({ pack }) => pack.id === input.packId);
  if (pinned === undefined) return refuse("invalid", null, `There is no checkpoint pack "${input.packId}".`);
  const service = await heldService(tx, input.service);
  const place = service?.environments.find(({ name }) => name === input.environment);
  if (service === null || place === undefined)
    return refuse("invalid", null, `There is no environment "${input.environment}" of "${input.service}".`);
  const circumstances = await checkpointCircumstances(tx, context.actor, service.id);
  const { now } = circumstances.around;
  const reference = await createCheckpoint(tx, now);
  const { pack, hash } = pinned;
  const decided = decideOpening(
    pack,
    {
      reference,
      title: input.title,
      pack: { id: pack.id, version: pack.version, hash },
      service: { id: service.id, key: service.key, name: service.name, environment: place.name },
      approved: place.baseline,
      values: input.values,
    },
    circumstances,
  );
  if (!decided.ok) return decided;
  const append = { reference, before: null, events: decided.value, actor: context.actor, now };
  const { seq } = await appendCheckpointEvents(tx, append);
  return accept({ reference, seq });
}

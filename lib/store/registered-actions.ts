import { parseActionsFile, type RegisteredAction } from "#lib/domain/rollback/action.ts";
import { AppError } from "#lib/platform/errors.ts";
import type { Prisma } from "./generated/client.ts";
import { clientOf, type Transaction } from "./transaction.ts";

/** A command's variables stay with the worker: they are where its secrets are. */
const withoutSecrets = (action: RegisteredAction): RegisteredAction =>
  action.executor === "command" ? { ...action, environmentVariables: {} } : action;

/** Replaces all that was published by what the worker's configuration says now. */
export async function publishActions(
  tx: Transaction,
  actions: RegisteredAction[],
  now: string,
): Promise<void> {
  const rows = clientOf(tx);
  // One at a time, because two workers that start together would each delete and then both insert.
  await rows.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('registered-actions', 0))`;
  await rows.registeredAction.deleteMany({});
  await rows.registeredAction.createMany({
    data: actions.map((definition) => ({
      service: definition.service,
      environment: definition.environment,
      action: definition.id,
      definition: withoutSecrets(definition) as Prisma.InputJsonObject,
      publishedAt: now,
    })),
  });
}

/** The actions registered for a service, by its key, in one environment, as the worker published them. */
export async function findRegisteredActions(
  service: string,
  environment: string,
  tx?: Transaction,
): Promise<RegisteredAction[]> {
  const rows = await clientOf(tx).registeredAction.findMany({
    where: { service, environment },
    orderBy: { action: "asc" },
    select: { definition: true },
  });
  const parsed = parseActionsFile({ actions: rows.map((row) => row.definition) });
  if (parsed.ok) return parsed.actions;
  throw new AppError("broken-invariant", "The actions that the worker published cannot be read.", {
    detail: JSON.stringify(parsed.problems),
  });
}

import type { Prisma } from "./generated/client.ts";
import { clientOf, type Transaction } from "./transaction.ts";

/** An action as the worker published it: enough to preview it. The definition's form is the domain's to parse. */
export type PublishedAction = {
  service: string;
  environment: string;
  action: string;
  definition: unknown;
  publishedAt: string;
};

export type ActionDefinition = { service: string; environment: string; id: string };

/** Replaces all that was published by what the worker's configuration says now. */
export async function publishActions(
  tx: Transaction,
  actions: ActionDefinition[],
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
      definition: definition as Prisma.InputJsonObject,
      publishedAt: now,
    })),
  });
}

/** The actions registered for a service, by its key, in one environment. */
export async function findActions(
  service: string,
  environment: string,
  tx?: Transaction,
): Promise<PublishedAction[]> {
  const rows = await clientOf(tx).registeredAction.findMany({
    where: { service, environment },
    orderBy: { action: "asc" },
    select: { service: true, environment: true, action: true, definition: true, publishedAt: true },
  });
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
}
